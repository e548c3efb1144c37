/**
 * What mailed patches say: commit message, trailers, files, and what differs between two versions.
 *
 * <p>Start at {@link org.perdure.patch.PatchText}. {@link org.perdure.patch.CommitText} has git's
 * rules of where a commit message ends; {@link org.perdure.patch.SeriesComparison} puts two
 * versions of a series beside each other.
 */
@NullMarked
package org.perdure.patch;

import org.jspecify.annotations.NullMarked;
