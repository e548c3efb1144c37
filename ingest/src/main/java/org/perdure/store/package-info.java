/**
 * The truth of an archive: raw messages, assigned numbers, edges between messages, the ledger of
 * what was imported, and the change log that everything derived follows.
 *
 * <p>Start at {@link org.perdure.store.ArchiveStore}. No database type appears here.
 */
@NullMarked
package org.perdure.store;

import org.jspecify.annotations.NullMarked;
