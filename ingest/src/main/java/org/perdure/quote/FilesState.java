package org.perdure.quote;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.perdure.quote.RunFiles.Named;

/**
 * What of the files of an index counts; all behind that was not finished. Replaced as a whole.
 *
 * @param position how far in the change log
 * @param messages how many messages there are
 * @param end where the last of them ends
 * @param asked of how many the parent was looked for
 * @param removed places of messages that went since then
 * @param runs the runs of postings, the oldest first
 * @param recent number of the file with the postings that are in none of them
 */
record FilesState(
        long position,
        int messages,
        long end,
        int asked,
        List<Integer> removed,
        List<Named> runs,
        int recent) {
    /** The form of all the files: those of another are made anew. */
    static final int FORM = 1;

    static final FilesState EMPTY = new FilesState(0, 0, 0, 0, List.of(), List.of(), 0);

    private static final String FILE = "state";
    private static final String FIRST_LINE = "perdure answers " + FORM;

    FilesState {
        removed = List.copyOf(removed);
        runs = List.copyOf(runs);
    }

    /** Returns what stands in a folder, nothing if that is of another form, or damaged. */
    static Optional<FilesState> read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        // What damaged it need not be UTF-8.
        List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        try {
            return lines.size() >= 3 && lines.getFirst().equals(FIRST_LINE)
                    ? Optional.of(parse(lines))
                    : Optional.empty();
        } catch (NumberFormatException damaged) {
            return Optional.empty();
        }
    }

    private static FilesState parse(List<String> lines) {
        long[] counts = numbers(lines.get(1), 5);
        List<Integer> removed = new ArrayList<>();
        for (long message : numbers(lines.get(2))) {
            removed.add((int) message);
        }
        List<Named> runs = new ArrayList<>();
        for (String line : lines.subList(3, lines.size())) {
            long[] run = numbers(line, 3);
            runs.add(new Named((int) run[0], (int) run[1], (int) run[2]));
        }
        return new FilesState(
                counts[0],
                (int) counts[1],
                counts[2],
                (int) counts[3],
                removed,
                runs,
                (int) counts[4]);
    }

    private static long[] numbers(String line, int count) {
        long[] numbers = numbers(line);
        if (numbers.length != count) {
            throw new NumberFormatException("not " + count + " numbers: " + line);
        }
        return numbers;
    }

    private static long[] numbers(String line) {
        String[] words = line.isEmpty() ? new String[0] : line.split(" ", -1);
        long[] numbers = new long[words.length];
        for (int i = 0; i < words.length; i++) {
            numbers[i] = Long.parseLong(words[i]);
            if (numbers[i] < 0) {
                throw new NumberFormatException("negative: " + line);
            }
        }
        return numbers;
    }

    /** Makes this what counts, in one step. */
    void write(Path folder) throws IOException {
        StringBuilder text = new StringBuilder(FIRST_LINE).append('\n');
        text.append(position).append(' ').append(messages).append(' ').append(end);
        text.append(' ').append(asked).append(' ').append(recent).append('\n');
        text.append(String.join(" ", removed.stream().map(String::valueOf).toList())).append('\n');
        for (Named run : runs) {
            text.append(run.number()).append(' ').append(run.size());
            text.append(' ').append(run.capacity()).append('\n');
        }
        Path next = folder.resolve(FILE + ".new");
        Files.writeString(next, text);
        try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(
                next,
                folder.resolve(FILE),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
