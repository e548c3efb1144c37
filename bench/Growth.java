import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.perdure.ingest.CatchUp;
import org.perdure.ingest.ImportRun;
import org.perdure.ingest.Inference;
import org.perdure.ingest.PassageFollower;
import org.perdure.message.ListName;
import org.perdure.message.Mailbox;
import org.perdure.message.Message;
import org.perdure.message.MessageId;
import org.perdure.mime.MessageParser;
import org.perdure.source.MboxReader;
import org.perdure.source.RawMessage;
import org.perdure.store.Follower;
import org.perdure.store.sql.SqlitePassageWriter;
import org.perdure.store.sql.SqlitePassages;
import org.perdure.store.sql.SqliteWriter;
import org.perdure.text.PatchLine;
import org.perdure.text.Segment;
import org.perdure.text.Segmentation;
import org.perdure.text.Segmenter;

/**
 * What quotations cost as an archive grows: a mailbox again and again, each round four years later, under other msg-ids and in
 * other words, so that no round quotes another. Prints for each round the CPU of the thread that does it, a message, and the
 * bytes of all messages so far: words and fingerprints, the search for parents, who wrote what is quoted.
 *
 * <p>usage: bench/growth.sh MBOX FOLDER ROUNDS, at most nine rounds of mail from 2020: before 1985 no clock is believed.
 */
final class Growth {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int YEARS = 4;
    private static final Pattern WORD = Pattern.compile("(?<![\\w\\[])[A-Za-z]{4,}(?![\\w\\]])");
    private static final Pattern YEAR = Pattern.compile("\\b20\\d\\d\\b");
    private static final DateTimeFormatter SEPARATOR = DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy", Locale.ROOT);

    private final MessageParser parser = new MessageParser();
    private final ListName list = new ListName("growth");
    private final Path mailbox;
    private final Path folder;
    private final int rounds;

    private Growth(Path mailbox, Path folder, int rounds) {
        this.mailbox = mailbox;
        this.folder = folder;
        this.rounds = rounds;
    }

    public static void main(String[] arguments) throws IOException {
        new Growth(Path.of(arguments[0]), Path.of(arguments[1]), Integer.parseInt(arguments[2])).run();
    }

    /** Counts the CPU that a follower takes, not that of reading what it follows. */
    private static final class Timed implements Follower {
        private final Follower follower;
        private long nanos;

        Timed(Follower follower) {
            this.follower = follower;
        }

        @Override
        public long committed() throws IOException {
            return follower.committed();
        }

        @Override
        public void apply(List<ChangedMessage> changes) throws IOException {
            long start = now();
            follower.apply(changes);
            nanos += now() - start;
        }

        @Override
        public void commit() throws IOException {
            long start = now();
            follower.commit();
            nanos += now() - start;
        }

        @Override
        public void close() throws IOException {
            follower.close();
        }
    }

    private static long now() {
        return THREADS.getCurrentThreadCpuTime();
    }

    private void run() throws IOException {
        System.out.println("| messages | words, ms | asked, ms | passages, ms | all, ms | inference, bytes | passages, bytes | all |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        int messages = 0;
        Files.createDirectories(folder);
        try (SqliteWriter writer = SqliteWriter.open(folder);
                Inference inference = Inference.open(writer.store(), folder.resolve("inference")).orElseThrow();
                PassageFollower passages = new PassageFollower(writer.store(), SqlitePassageWriter.open(folder))) {
            for (int round = 0; round < rounds; round++) {
                int its = round(writer, round);
                messages += its;
                CatchUp log = new CatchUp(writer.store());
                Timed words = new Timed(inference);
                log.run(words);
                long start = now();
                inference.run(writer::write);
                long asked = now() - start;
                Timed traced = new Timed(passages);
                log.run(traced);
                say(messages, its, words.nanos, asked, traced.nanos);
            }
        }
    }

    private void say(int all, int its, long words, long asked, long traced) throws IOException {
        double each = 1e6 * its;
        long inference = size(folder.resolve("inference")) / all;
        long passages = Files.size(folder.resolve(SqlitePassages.FILE)) / all;
        System.out.printf(Locale.ROOT, "| %,d | %.3f | %.3f | %.3f | %.3f | %,d | %,d | %,d |%n", all, words / each, asked / each,
                traced / each, (words + asked + traced) / each, inference, passages, inference + passages);
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private int round(SqliteWriter writer, int round) throws IOException {
        Path its = folder.resolve("round.mbox");
        int count = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(mailbox), 1 << 16);
                MboxReader reader = new MboxReader(in, "mailbox");
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(its), 1 << 16)) {
            for (RawMessage raw = reader.nextMessage(); raw != null; raw = reader.nextMessage()) {
                out.write(inOtherWords(parser.parse(raw.bytes()), round).getBytes(StandardCharsets.UTF_8));
                count++;
            }
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(its), 1 << 16);
                MboxReader reader = new MboxReader(in, "round-" + round)) {
            new ImportRun(writer, list, List.of(), (bytes, report) -> {}).run(reader, () -> 0);
        }
        Files.delete(its);
        return count;
    }

    private String inOtherWords(Message message, int round) {
        OffsetDateTime sent = message.sent() == null
                ? message.arrived().orElse(Instant.EPOCH).atOffset(ZoneOffset.UTC)
                : message.sent();
        OffsetDateTime date = sent.minusYears((long) YEARS * (rounds - 1 - round));
        StringBuilder mail = new StringBuilder();
        mail.append("From nobody ").append(SEPARATOR.format(date.withOffsetSameInstant(ZoneOffset.UTC))).append('\n');
        mail.append("Message-ID: ").append(ids(List.of(message.id()), round)).append('\n');
        mail.append("Date: ").append(DateTimeFormatter.RFC_1123_DATE_TIME.format(date)).append('\n');
        mail.append("From: ").append(mailboxes(message.from())).append('\n');
        mail.append("To: ").append(mailboxes(message.to())).append('\n');
        mail.append("Cc: ").append(mailboxes(message.cc())).append('\n');
        mail.append("Subject: ").append(words(message.subject(), round)).append('\n');
        if (!message.inReplyTo().isEmpty()) {
            mail.append("In-Reply-To: ").append(ids(message.inReplyTo(), round)).append('\n');
        }
        if (!message.references().isEmpty()) {
            mail.append("References: ").append(ids(message.references(), round)).append('\n');
        }
        mail.append("Content-Type: text/plain; charset=UTF-8\n\n");
        body(Segmenter.segment(message.body().text()), round, mail);
        return mail.append('\n').toString();
    }

    private void body(Segmentation body, int round, StringBuilder mail) {
        for (Segment segment : body.segments()) {
            for (int line = segment.firstLine(); line < segment.endLine(); line++) {
                String text = body.text().substring(body.lineStart(line), body.lineEnd(line));
                PatchLine patch = body.patchLine(line);
                boolean isForm = patch == PatchLine.HEADER || patch == PatchLine.HUNK || !segment.kind().isText();
                String other = segment.kind().isIntroduction() ? years(text, round) : isForm ? text : words(text, round);
                mail.append(other.startsWith("From ") ? ">" : "").append(other).append('\n');
            }
        }
    }

    private static String ids(List<MessageId> ids, int round) {
        return ids.stream().map(id -> "<x" + round + "." + id.value() + ">").collect(Collectors.joining("\n "));
    }

    private static String mailboxes(List<Mailbox> mailboxes) {
        return mailboxes.stream()
                .map(one -> one.name() == null || one.name().isBlank()
                        ? one.address()
                        : "\"" + one.name().replaceAll("[\"\\\\\\r\\n]", "") + "\" <" + one.address() + ">")
                .collect(Collectors.joining(",\n "));
    }

    /** Four letters and more make a word that has letters of the round behind it. */
    private static String words(String text, int round) {
        String suffix = "q" + (char) ('a' + round);
        return WORD.matcher(text).replaceAll(word -> Matcher.quoteReplacement(word.group() + suffix));
    }

    private String years(String text, int round) {
        int back = YEARS * (rounds - 1 - round);
        return YEAR.matcher(text).replaceAll(year -> String.valueOf(Integer.parseInt(year.group()) - back));
    }
}
