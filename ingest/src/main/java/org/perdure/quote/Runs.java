package org.perdure.quote;

import java.util.Arrays;
import java.util.BitSet;
import org.perdure.text.Attribution;
import org.perdure.text.Kind;
import org.perdure.text.Run;
import org.perdure.text.Segment;
import org.perdure.text.Segmentation;
import org.perdure.text.Segmenter;

/**
 * The words of a body, cut where the level changes: level 0 is what the author wrote, 1 what he
 * quotes, 2 what was quoted there.
 */
final class Runs {
    /** Characters of a body that are looked at. */
    static final int MAX_CHARS = 400_000;

    /** Words of one run; further ones are passed over. */
    static final int MAX_RUN = 20_000;

    /** Words of a body; further ones are passed over. */
    static final int MAX_WORDS = 60_000;

    /** Runs of a body; further ones are passed over. */
    static final int MAX_RUNS = 4_000;

    /** Levels are told apart up to here. */
    static final int MAX_LEVEL = 15;

    private final Words words = new Words();
    private int[] starts = new int[16];
    private byte[] levels = new byte[16];
    private int size;
    private int[] lines = new int[64];
    private final BitSet ofPatches = new BitSet();
    private final Introductions introductions = new Introductions();

    private Runs() {}

    static Runs of(String body) {
        return of(Segmenter.segment(body));
    }

    static Runs of(Segmentation segmentation) {
        Runs runs = new Runs();
        for (Segment segment : segmentation.segments()) {
            Attribution attribution = segment.attribution();
            if (attribution != null) {
                Introduction said = Introduction.of(attribution, segment.level());
                runs.introductions.add(said, segment.endLine());
            }
        }
        for (Run run : segmentation.runs()) {
            if (runs.size < MAX_RUNS) {
                runs.add(segmentation, run);
            }
        }
        return runs;
    }

    private void add(Segmentation segmentation, Run run) {
        int before = words.size();
        int limit = Math.min(MAX_WORDS, before + MAX_RUN);
        for (Segment segment : run.segments()) {
            for (int line = segment.firstLine(); line < segment.endLine(); line++) {
                int first = words.size();
                words.add(
                        segmentation.text(),
                        segmentation.contentStart(line),
                        Math.min(MAX_CHARS, segmentation.lineEnd(line)),
                        limit);
                lines = upTo(lines, words.size());
                Arrays.fill(lines, first, words.size(), line);
                ofPatches.set(first, words.size(), segment.kind() == Kind.PATCH);
            }
        }
        if (words.size() > before) {
            begin(Math.min(run.level(), MAX_LEVEL), before);
        }
    }

    private static int[] upTo(int[] lines, int size) {
        return size <= lines.length
                ? lines
                : Arrays.copyOf(lines, Math.max(size, 2 * lines.length));
    }

    private void begin(int level, int word) {
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, 2 * size);
            levels = Arrays.copyOf(levels, 2 * size);
        }
        starts[size] = word;
        levels[size++] = (byte) level;
    }

    Words words() {
        return words;
    }

    /** Returns how many runs there are. */
    int size() {
        return size;
    }

    int level(int run) {
        return levels[run];
    }

    /** Returns the first word of a run. */
    int start(int run) {
        return starts[run];
    }

    /** Returns the word behind the last of a run. */
    int end(int run) {
        return run + 1 < size ? starts[run + 1] : words.size();
    }

    /** Returns the line at which each word stands. */
    int[] lines() {
        return Arrays.copyOf(lines, words.size());
    }

    /** Returns which words stand in patches. */
    BitSet ofPatches() {
        return ofPatches;
    }

    Introductions introductions() {
        return introductions;
    }
}
