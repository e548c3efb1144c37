/**
 * A decoded body as flat blocks: what the author wrote, and what was quoted at which depth.
 *
 * <p>Start at {@link org.perdure.text.BodyParser}. Every line of a body lands in one block.
 */
@NullMarked
package org.perdure.text;

import org.jspecify.annotations.NullMarked;
