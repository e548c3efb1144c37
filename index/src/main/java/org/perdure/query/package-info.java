/**
 * What a reader asks for: query text to a sealed {@link org.perdure.query.Query}, and back.
 *
 * <p>Start at {@link org.perdure.query.QueryParser}. Nothing here knows how a query is answered.
 */
@NullMarked
package org.perdure.query;

import org.jspecify.annotations.NullMarked;
