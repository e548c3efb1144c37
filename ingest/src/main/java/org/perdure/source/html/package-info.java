/**
 * Pages that archive programs made of mail, read back.
 *
 * <p>Start at {@link org.perdure.source.html.MhonarcPage}. Works on bytes that others read; what a
 * page says is taken as the word of whoever wrote it, never run or evaluated.
 */
@NullMarked
package org.perdure.source.html;

import org.jspecify.annotations.NullMarked;
