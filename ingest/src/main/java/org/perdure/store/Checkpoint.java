package org.perdure.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.perdure.message.ListName;
import org.perdure.message.Sha256;

/**
 * How far the register had come at some time: the last row of each chain. Kept elsewhere, it proves
 * later that nothing before it was changed.
 *
 * @param heads by list and chain
 * @param contents SHA-256 of the lines of {@link ArchiveStore#forEachContent}, 64 hexadecimal
 *     digits: the same for archives in which the same is in force, in whatever order it came;
 *     absent in what earlier versions wrote
 */
public record Checkpoint(List<Head> heads, @Nullable String contents) {
    private static final String WITHOUT_CONTENTS = "perdure checkpoint 1";
    private static final String TITLE = "perdure checkpoint 2";
    private static final String ROOT = "root\t";
    private static final String CONTENTS = "contents\t";
    private static final Pattern POSITION = Pattern.compile("\\d{1,18}");

    public Checkpoint {
        heads =
                heads.stream()
                        .sorted(
                                Comparator.comparing((Head head) -> head.list().value())
                                        .thenComparing(Head::chain))
                        .toList();
    }

    /**
     * The last row of a chain.
     *
     * @param position its place in the chain
     * @param hash its hash, 64 hexadecimal digits
     */
    public record Head(ListName list, String chain, long position, String hash) {
        private String line() {
            return TabbedText.line(list.value(), Long.toString(position), hash, chain);
        }
    }

    /**
     * Returns one hash for all: SHA-256 of the lines of the heads, 64 hexadecimal digits. It is the
     * same for archives whose chains are the same, in whatever order these grew.
     */
    public String root() {
        StringBuilder all = new StringBuilder();
        heads.forEach(head -> all.append(head.line()));
        return HexFormat.of().formatHex(Sha256.of(all.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns it as text: a title, the root, the contents, and a line for each head. */
    public String toText() {
        StringBuilder text = new StringBuilder();
        text.append(contents == null ? WITHOUT_CONTENTS : TITLE).append('\n');
        text.append(ROOT).append(root()).append('\n');
        if (contents != null) {
            text.append(CONTENTS).append(contents).append('\n');
        }
        heads.forEach(head -> text.append(head.line()));
        return text.toString();
    }

    /** Reads {@link #toText}; nothing if a text is none, or was changed. */
    public static Optional<Checkpoint> parse(String text) {
        List<String> lines = text.lines().toList();
        Optional<Integer> top = top(lines);
        if (top.isEmpty()) {
            return Optional.empty();
        }
        List<Head> heads = new ArrayList<>();
        for (String line : lines.subList(top.get(), lines.size())) {
            List<String> head = TabbedText.values(line);
            if (head.size() != 4
                    || !ListName.isValid(head.get(0))
                    || !POSITION.matcher(head.get(1)).matches()) {
                return Optional.empty();
            }
            heads.add(
                    new Head(
                            new ListName(head.get(0)),
                            head.get(3),
                            Long.parseLong(head.get(1)),
                            head.get(2)));
        }
        String contents = top.get() == 2 ? null : lines.get(2).substring(CONTENTS.length());
        Checkpoint checkpoint = new Checkpoint(heads, contents);
        return lines.get(1).equals(ROOT + checkpoint.root())
                ? Optional.of(checkpoint)
                : Optional.empty();
    }

    /** Returns how many lines stand above the heads; nothing if a text is no checkpoint. */
    private static Optional<Integer> top(List<String> lines) {
        if (lines.size() >= 2 && lines.getFirst().equals(WITHOUT_CONTENTS)) {
            return Optional.of(2);
        }
        return lines.size() >= 3
                        && lines.getFirst().equals(TITLE)
                        && lines.get(2).startsWith(CONTENTS)
                ? Optional.of(3)
                : Optional.empty();
    }
}
