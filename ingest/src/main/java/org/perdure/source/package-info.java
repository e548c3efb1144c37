/**
 * Where mail comes from: files, folders and archives, compressed or not, git repositories, and what
 * archive programs made of mail, as lazy streams of messages.
 *
 * <p>Start at {@link org.perdure.source.Sources}; a mailbox is cut by {@link
 * org.perdure.source.MboxReader}. Everything here works on bytes and knows nothing of what they
 * mean.
 */
@NullMarked
package org.perdure.source;

import org.jspecify.annotations.NullMarked;
