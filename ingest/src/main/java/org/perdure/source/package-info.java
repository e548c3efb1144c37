/**
 * Where mail comes from: files, folders and archives, compressed or not, and git repositories, as
 * lazy streams of raw messages.
 *
 * <p>Start at {@link org.perdure.source.Sources}; a mailbox is cut by {@link
 * org.perdure.source.MboxReader}. Everything here works on bytes and knows nothing of what they
 * mean.
 */
@NullMarked
package org.perdure.source;

import org.jspecify.annotations.NullMarked;
