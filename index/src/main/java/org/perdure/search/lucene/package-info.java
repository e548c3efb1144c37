/**
 * Search on Lucene. The only package that knows it.
 *
 * <p>Start at {@code Fields}, the one table that says what is indexed and how, then at {@link
 * org.perdure.search.lucene.LuceneSearchIndex}, which reads, and {@link
 * org.perdure.search.lucene.LuceneFollower}, which writes.
 */
@NullMarked
package org.perdure.search.lucene;

import org.jspecify.annotations.NullMarked;
