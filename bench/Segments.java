import java.io.BufferedInputStream;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.perdure.message.Message;
import org.perdure.mime.MessageParser;
import org.perdure.source.MboxReader;
import org.perdure.source.RawMessage;
import org.perdure.text.Kind;
import org.perdure.text.Segment;
import org.perdure.text.Segmentation;
import org.perdure.text.Segmenter;

/**
 * What the lines of a mailbox are found to be: how many of each kind, how many differ in depth and level, what it costs;
 * and a sample to look at, each line with its level, its depth and its kind.
 *
 * <p>usage: java -cp app.jar bench/Segments.java MBOX [SAMPLES [SEED]]
 */
final class Segments {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 3;

    private Segments() {}

    public static void main(String[] arguments) throws Exception {
        List<Message> messages = new ArrayList<>();
        MessageParser parser = new MessageParser();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(Path.of(arguments[0])), 1 << 16);
                MboxReader reader = new MboxReader(in, "mailbox")) {
            for (RawMessage raw = reader.nextMessage(); raw != null; raw = reader.nextMessage()) {
                messages.add(parser.parse(raw.bytes()));
            }
        }
        count(messages);
        time(messages);
        if (arguments.length > 1) {
            Random random = new Random(arguments.length > 2 ? Long.parseLong(arguments[2]) : 1);
            for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
                print(messages.get(random.nextInt(messages.size())));
            }
        }
    }

    private static void count(List<Message> messages) {
        Map<Kind, long[]> counts = new EnumMap<>(Kind.class);
        long unmarked = 0;
        for (Message message : messages) {
            for (Segment segment : Segmenter.segment(message.body().text()).segments()) {
                long[] count = counts.computeIfAbsent(segment.kind(), kind -> new long[4]);
                count[0]++;
                count[1] += segment.lineCount();
                if (segment.attribution() != null) {
                    count[2] += segment.attribution().name() == null && segment.attribution().address() == null ? 0 : 1;
                    count[3] += segment.attribution().dates().isEmpty() ? 0 : 1;
                }
                unmarked += segment.level() == segment.depth() ? 0 : segment.lineCount();
            }
        }
        System.out.printf("| kind | segments | lines | with author | with date |%n|---|---|---|---|---|%n");
        counts.forEach((kind, count) -> System.out.printf(
                "| %s | %,d | %,d | %,d | %,d |%n", kind.name().toLowerCase(Locale.ROOT), count[0], count[1], count[2], count[3]));
        System.out.printf("%n%,d messages; level differs from depth on %,d lines%n", messages.size(), unmarked);
    }

    private static void time(List<Message> messages) {
        double milliseconds = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = THREADS.getCurrentThreadCpuTime();
            for (Message message : messages) {
                Segmenter.segment(message.body().text());
            }
            milliseconds = (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
        }
        System.out.printf(Locale.ROOT, "%.4f ms CPU a message%n", milliseconds / messages.size());
    }

    private static void print(Message message) {
        System.out.printf("%n######## %s | %s | %s%n", message.id().value(), message.subject(), message.from());
        Segmentation cut = Segmenter.segment(message.body().text());
        for (Segment segment : cut.segments()) {
            if (segment.attribution() != null) {
                System.out.println("        = " + segment.attribution());
            }
            for (int line = segment.firstLine(); line < segment.endLine(); line++) {
                System.out.printf("%d %d %-11s|%s%n", segment.level(), segment.depth(),
                        segment.kind().name().toLowerCase(Locale.ROOT), cut.text().substring(cut.lineStart(line), cut.lineEnd(line)));
            }
        }
    }
}
