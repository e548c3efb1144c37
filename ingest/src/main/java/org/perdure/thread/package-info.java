/**
 * Who answers whom: parents from the header fields of messages, each with its evidence.
 *
 * <p>Start at {@link org.perdure.thread.Threader}. The result depends on the set of messages alone,
 * never on the order in which they arrived.
 */
@NullMarked
package org.perdure.thread;

import org.jspecify.annotations.NullMarked;
