/**
 * A decoded body as flat segments: who wrote each line, at which quote depth it stands, and what it
 * is.
 *
 * <p>Start at {@link org.perdure.text.Segmenter}. Every line of a body lies in one segment. What
 * senders wrote is scanned by hand, without regular expressions.
 */
@NullMarked
package org.perdure.text;

import org.jspecify.annotations.NullMarked;
