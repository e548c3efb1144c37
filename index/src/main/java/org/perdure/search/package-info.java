/**
 * The contract of full-text search, without a word of the engine that fulfils it.
 *
 * <p>Start at {@link org.perdure.search.SearchIndex}.
 */
@NullMarked
package org.perdure.search;

import org.jspecify.annotations.NullMarked;
