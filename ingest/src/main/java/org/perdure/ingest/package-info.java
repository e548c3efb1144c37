/**
 * The run of an import: source, then parsing in parallel, then numbers, threads and storing in
 * order, then the followers.
 *
 * <p>Start at {@link org.perdure.ingest.ImportRun}; what happens to one message is in {@link
 * org.perdure.ingest.Filing}.
 */
@NullMarked
package org.perdure.ingest;

import org.jspecify.annotations.NullMarked;
