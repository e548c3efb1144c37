package org.perdure.mime;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.perdure.message.Defect;
import org.perdure.message.Mailbox;

/**
 * A mailbox as text archives show it: {@code ada at example.org (Ada Quill)}. The address is kept
 * as it stands, for which of its words were signs nobody can tell.
 */
final class MaskedMailbox {
    /** Characters of a field body that can be one. */
    private static final int MAX_CHARS = 1_000;

    private static final Pattern FORM =
            Pattern.compile("\\s*([^\\s@<>(),;:]+ at [^\\s@<>(),;:]+)\\s*(?:\\((.*)\\))?\\s*");

    private MaskedMailbox() {}

    /** Returns the mailbox in an unfolded field body, if it is a masked one and nothing else. */
    static Optional<Mailbox> find(String text, Defects defects) {
        if (!text.contains(" at ") || text.length() > MAX_CHARS) {
            return Optional.empty();
        }
        Matcher mailbox = FORM.matcher(text);
        if (!mailbox.matches()) {
            return Optional.empty();
        }
        String name = mailbox.group(2);
        defects.add(Defect.Code.MASKED_ADDRESS, mailbox.group(1));
        return Optional.of(
                new Mailbox(
                        name == null || name.isBlank()
                                ? null
                                : EncodedWords.decode(name, defects).strip(),
                        mailbox.group(1)));
    }
}
