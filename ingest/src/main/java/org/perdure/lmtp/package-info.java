/**
 * Takes mail over LMTP (RFC 2033), the protocol by which mail servers hand messages to a store on
 * the same machine, and hands it over in the same way.
 *
 * <p>Start at {@link org.perdure.lmtp.LmtpServer}. Knows nothing of the archive but the {@link
 * org.perdure.delivery.Inbox}.
 */
@NullMarked
package org.perdure.lmtp;

import org.jspecify.annotations.NullMarked;
