package org.perdure.mime;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.perdure.message.Defect;

/** The defects of one message, each once, in the order found. */
final class Defects {
    /** Defects that are kept; a message with more is no worse. */
    static final int MAX_DEFECTS = 100;

    /** Characters of a detail that are kept. */
    static final int MAX_DETAIL_CHARS = 200;

    private final Set<Defect> found = new LinkedHashSet<>();

    void add(Defect.Code code, String detail) {
        if (found.size() < MAX_DEFECTS) {
            found.add(new Defect(code, printable(detail)));
        }
    }

    List<Defect> toList() {
        return List.copyOf(found);
    }

    private static String printable(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length() && i < MAX_DETAIL_CHARS; i++) {
            char c = text.charAt(i);
            out.append(Character.isISOControl(c) ? ' ' : c);
        }
        return out.toString().strip();
    }
}
