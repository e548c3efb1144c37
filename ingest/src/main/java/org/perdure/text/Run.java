package org.perdure.text;

import java.util.List;

/**
 * Text of one level without a change of level in between: what one author wrote in a row, as far as
 * a quotation shows it. Blank lines, signatures and elisions within it are passed over.
 *
 * @param level the level of all its segments
 * @param segments segments of kinds that are text, in order, never empty
 */
public record Run(int level, List<Segment> segments) {
    public Run {
        segments = List.copyOf(segments);
    }
}
