/**
 * Where mail comes from: mailboxes, plain or compressed, and what archive programs made of mail, as
 * lazy streams of messages.
 *
 * <p>Start at {@link org.perdure.source.MboxReader}. Everything here works on bytes and knows
 * nothing of what they mean.
 */
@NullMarked
package org.perdure.source;

import org.jspecify.annotations.NullMarked;
