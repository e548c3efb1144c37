/**
 * Where mail comes from: mailboxes, plain or compressed, and git repositories, as lazy streams of
 * raw messages.
 *
 * <p>Start at {@link org.perdure.source.MessageSource}. Everything here works on bytes and knows
 * nothing of what they mean.
 */
@NullMarked
package org.perdure.source;

import org.jspecify.annotations.NullMarked;
