import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.james.mime4j.dom.Body;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.perdure.ingest.ImportRun;
import org.perdure.message.ListName;
import org.perdure.mime.MessageParser;
import org.perdure.search.lucene.LuceneFollower;
import org.perdure.source.MboxReader;
import org.perdure.source.RawMessage;
import org.perdure.store.Follower;
import org.perdure.store.sql.SqliteWriter;
import org.perdure.text.Segmenter;

/**
 * What each stage of an import costs, in milliseconds of CPU a message, beside Mime4j alone on the same mail. Each stage
 * runs over all messages ROUNDS times; the last round counts, when the program is warm. Stages of one thread are counted
 * by that thread; an import, by the whole process, with its collection of garbage and its compiler.
 *
 * <p>usage: java -cp app.jar bench/Stages.java MBOX [ROUNDS]
 */
final class Stages {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final MimeConfig PERMISSIVE =
            MimeConfig.custom().setMaxLineLen(-1).setMaxHeaderCount(-1).setMaxHeaderLen(-1).build();

    private final Path mailbox;
    private final int rounds;

    private Stages(Path mailbox, int rounds) {
        this.mailbox = mailbox;
        this.rounds = rounds;
    }

    private interface Step {
        void run() throws Exception;
    }

    private interface Each<T> {
        void accept(T value) throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        new Stages(Path.of(arguments[0]), rounds).run();
    }

    private void run() throws Exception {
        List<byte[]> raws = new ArrayList<>();
        each(raw -> raws.add(raw.bytes()));
        int count = raws.size();
        System.out.printf("| stage | CPU ms a message, %,d messages |%n|---|---|%n", count);
        MessageParser parser = new MessageParser();
        List<String> texts = raws.stream().map(raw -> parser.parse(raw).body().text()).toList();
        say("read the mailbox and split it", count, own(() -> each(raw -> {})));
        say("Mime4j alone: tokens of all parts", count, own(() -> all(raws, Stages::tokens)));
        say("Mime4j alone: header and decoded parts (DOM)", count, own(() -> all(raws, Stages::dom)));
        say("parse into a message", count, own(() -> all(raws, parser::parse)));
        say("cut the text into segments", count, own(() -> all(texts, Segmenter::segment)));
        say("SHA-256", count, own(() -> all(raws, raw -> MessageDigest.getInstance("SHA-256").digest(raw))));
        pack(raws);
        say("import without index: all above, and number, thread, store", count, whole(false));
        say("import with index", count, whole(true));
    }

    private static void say(String stage, int count, double seconds) {
        System.out.printf(Locale.ROOT, "| %s | %.3f |%n", stage, 1000 * seconds / count);
    }

    private void each(Each<RawMessage> each) throws Exception {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(mailbox), 1 << 16);
                MboxReader reader = new MboxReader(in, "mailbox")) {
            for (RawMessage raw = reader.nextMessage(); raw != null; raw = reader.nextMessage()) {
                each.accept(raw);
            }
        }
    }

    private static <T> void all(List<T> values, Each<T> each) throws Exception {
        for (T value : values) {
            each.accept(value);
        }
    }

    /** Seconds of CPU of this thread in the last round. */
    private double own(Step step) throws Exception {
        long start = 0;
        for (int round = 0; round < rounds; round++) {
            start = THREADS.getCurrentThreadCpuTime();
            step.run();
        }
        return (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
    }

    private static void tokens(byte[] raw) throws Exception {
        MimeTokenStream stream = new MimeTokenStream(PERMISSIVE);
        stream.parse(new ByteArrayInputStream(raw));
        byte[] buffer = new byte[8192];
        for (EntityState state = stream.getState(); state != EntityState.T_END_OF_STREAM; state = stream.next()) {
            if (state == EntityState.T_BODY) {
                InputStream body = stream.getDecodedInputStream();
                while (body.read(buffer) >= 0) {}
            }
        }
    }

    private static void dom(byte[] raw) throws Exception {
        DefaultMessageBuilder builder = new DefaultMessageBuilder();
        builder.setMimeEntityConfig(PERMISSIVE);
        var message = builder.parseMessage(new ByteArrayInputStream(raw));
        message.getFrom();
        message.getDate();
        message.getSubject();
        read(message);
        message.dispose();
    }

    private static void read(Entity entity) throws IOException {
        Body body = entity.getBody();
        if (body instanceof Multipart parts) {
            for (Entity part : parts.getBodyParts()) {
                read(part);
            }
        } else if (body instanceof SingleBody single) {
            single.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        }
    }

    private void pack(List<byte[]> raws) throws Exception {
        Path folder = Files.createTempDirectory("stages");
        try (SqliteWriter writer = SqliteWriter.open(folder)) {
            writer.learn(raws.subList(0, Math.min(2_000, raws.size())));
            say("compress (zstd)", raws.size(), own(() -> all(raws, writer::pack)));
        } finally {
            delete(folder);
        }
    }

    /** Seconds of CPU of the process in the last of all rounds of an import into a fresh archive. */
    private double whole(boolean index) throws Exception {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        double seconds = 0;
        for (int round = 0; round < rounds; round++) {
            Path folder = Files.createTempDirectory("stages");
            long start = system.getProcessCpuTime();
            try (SqliteWriter writer = SqliteWriter.open(folder);
                    LuceneFollower follower = LuceneFollower.open(folder.resolve("index"), 2);
                    InputStream in = new BufferedInputStream(Files.newInputStream(mailbox), 1 << 16);
                    MboxReader reader = new MboxReader(in, "mailbox")) {
                List<Follower> followers = index ? List.of(follower) : List.of();
                new ImportRun(writer, new ListName("stages"), followers, (bytes, report) -> {})
                        .run(reader, () -> 0);
                follower.commit();
            }
            seconds = (system.getProcessCpuTime() - start) / 1e9;
            delete(folder);
        }
        return seconds;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
