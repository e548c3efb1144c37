package org.perdure.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.owasp.html.HtmlStreamEventReceiver;
import org.owasp.html.HtmlStreamEventReceiverWrapper;

/**
 * Masks the text of HTML as a reader sees it: an address with a tag within it, {@code
 * ada<b>@</b>example.org}, is one still. Text is held back as long as nothing but inline tags
 * comes; masking keeps the length of a text, so that each piece gets its part of it.
 */
@SuppressWarnings("try") // Its parent can be closed, and need not be.
final class MaskedText extends HtmlStreamEventReceiverWrapper {
    private static final Set<String> INLINE =
            Set.of(
                    "a", "b", "big", "code", "em", "font", "i", "s", "small", "span", "strike",
                    "strong", "sub", "sup", "tt", "u");

    private final UnaryOperator<String> mask;
    private final List<Held> held = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    /** What waits for the text around it. */
    private sealed interface Held {}

    /** A piece of text, by its length. */
    private record Piece(int length) implements Held {}

    private record Open(String element, List<String> attributes) implements Held {}

    private record Close(String element) implements Held {}

    /**
     * @param sink gets masked text; attributes as they are
     */
    MaskedText(HtmlStreamEventReceiver sink, UnaryOperator<String> mask) {
        super(sink);
        this.mask = mask;
    }

    @Override
    public void text(String piece) {
        text.append(piece);
        held.add(new Piece(piece.length()));
    }

    @Override
    public void openTag(String element, List<String> attributes) {
        held.add(new Open(element, List.copyOf(attributes)));
        flushBehind(element);
    }

    @Override
    public void closeTag(String element) {
        held.add(new Close(element));
        flushBehind(element);
    }

    private void flushBehind(String element) {
        if (!INLINE.contains(element)) {
            flush();
        }
    }

    @Override
    public void closeDocument() {
        flush();
        underlying.closeDocument();
    }

    private void flush() {
        String plain = text.toString();
        String masked = mask.apply(plain);
        boolean isOfLength = masked.length() == plain.length();
        int at = 0;
        for (Held each : held) {
            switch (each) {
                case Piece piece -> {
                    int end = at + piece.length;
                    underlying.text(
                            isOfLength
                                    ? masked.substring(at, end)
                                    : mask.apply(plain.substring(at, end)));
                    at = end;
                }
                case Open tag -> underlying.openTag(tag.element, tag.attributes);
                case Close tag -> underlying.closeTag(tag.element);
            }
        }
        held.clear();
        text.setLength(0);
    }
}
