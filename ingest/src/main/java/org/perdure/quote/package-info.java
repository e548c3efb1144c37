/**
 * Which message answers which, told from what it quotes.
 *
 * <p>Start at {@link org.perdure.quote.ParentFinder}. A {@link org.perdure.quote.Digest} is what a
 * message is compared by; a {@link org.perdure.quote.PassageIndex} holds those of a list and finds
 * where passages stand. The answer depends on the set of messages that the index holds, never on
 * the order in which they came.
 */
@NullMarked
package org.perdure.quote;

import org.jspecify.annotations.NullMarked;
