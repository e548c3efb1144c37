package org.perdure.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.search.Explanation;

/**
 * Why a hit stands where it stands.
 *
 * @param score what it is sorted by: the sum of the parts, but for rounding
 * @param parts what of the query counts for it
 */
record ExplanationJson(float score, List<PartJson> parts) {
    /**
     * A part of a score.
     *
     * @param signal what counts: {@code clause} of the query, {@code together} for words that stand
     *     close together, {@code name} for two in the name of the author, {@code passage} for whose
     *     words they are
     * @param text the part of the query, as query text
     * @param fields where it was found, each with what it is worth there
     * @param score what it is worth in all
     */
    record PartJson(String signal, String text, List<FieldJson> fields, float score) {
        static PartJson of(Explanation.Part part) {
            return new PartJson(
                    Names.hyphenated(part.signal()),
                    part.text(),
                    part.fields().stream()
                            .map(field -> new FieldJson(field.field(), field.score()))
                            .toList(),
                    part.score());
        }
    }

    /**
     * What a part is worth in a field.
     *
     * @param field {@code subject}, {@code own} for what the author wrote, {@code quoted}, {@code
     *     from} and so on
     * @param score what it is worth there
     */
    record FieldJson(String field, float score) {}

    static @Nullable ExplanationJson of(@Nullable Explanation explanation) {
        return explanation == null
                ? null
                : new ExplanationJson(
                        explanation.score(),
                        explanation.parts().stream().map(PartJson::of).toList());
    }
}
