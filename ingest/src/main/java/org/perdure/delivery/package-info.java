/**
 * Mail as it comes, one message at a time: what is handed in, where, and what becomes of it.
 *
 * <p>Start at {@link org.perdure.delivery.Inbox}. How mail reaches this machine is the business of
 * others; how it is filed is that of {@code ingest}.
 */
@NullMarked
package org.perdure.delivery;

import org.jspecify.annotations.NullMarked;
