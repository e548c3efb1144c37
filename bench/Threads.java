import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.perdure.message.Message;
import org.perdure.message.MessageId;
import org.perdure.mime.MessageParser;
import org.perdure.quote.Case;
import org.perdure.quote.Feature;
import org.perdure.quote.Finding;
import org.perdure.quote.Inquiry;
import org.perdure.quote.Model;
import org.perdure.quote.ParentFinder;
import org.perdure.quote.Passage;
import org.perdure.quote.PassageIndex;
import org.perdure.quote.Weighed;
import org.perdure.source.MboxReader;
import org.perdure.source.RawMessage;

/**
 * Finds parents by what messages quote, without a look at In-Reply-To and References; those only tell what is right.
 *
 * <p>usage: java -cp app.jar bench/Threads.java find MBOX TSV [WEIGHTS] -- writes msg-id, parent and score of each message, and
 * prints the cost; java -cp app.jar bench/Threads.java fit WEIGHTS MBOX... -- fits weights and writes them into a folder;
 * java -cp app.jar bench/Threads.java strata MBOX MBOX -- fits on each, finds with that in the other, and prints how well.
 */
final class Threads {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Of messages with a parent, a share is learned from a second time as if that had never come. */
    private static final int WITHHELD_PERCENT = 25;

    private static final double PENALTY = 1;
    private static final int MAX_CHAIN = 60;

    private final PassageIndex index = new PassageIndex();
    private final List<Read> messages = new ArrayList<>();
    private final Map<MessageId, Integer> places = new HashMap<>();
    private final ParentFinder finder;

    private Threads(Model model) {
        finder = new ParentFinder(index, model);
    }

    /** A message with what its header says of its parent. */
    private record Read(
            MessageId id, MessageId parent, List<MessageId> references, boolean claimsToReply, Inquiry inquiry) {}

    public static void main(String[] arguments) throws IOException {
        if (arguments[0].equals("fit")) {
            fit(Path.of(arguments[1]), Arrays.copyOfRange(arguments, 2, arguments.length));
        } else if (arguments[0].equals("strata")) {
            strata(arguments[1], arguments[2]);
            strata(arguments[2], arguments[1]);
        } else {
            Model model = arguments.length > 3 ? Model.read(Path.of(arguments[3])) : Model.shipped();
            Threads threads = new Threads(model);
            threads.read(Path.of(arguments[1]));
            threads.find(arguments[2]);
            threads.trace();
        }
    }

    private void read(Path mailbox) throws IOException {
        long parsed = 0;
        long digested = 0;
        long added = 0;
        MessageParser parser = new MessageParser();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(mailbox), 1 << 16);
                MboxReader reader = new MboxReader(in, "mailbox")) {
            for (RawMessage raw = reader.nextMessage(); raw != null; raw = reader.nextMessage()) {
                long start = now();
                Message message = parser.parse(raw.bytes());
                long afterParsing = now();
                if (places.containsKey(message.id())) {
                    continue;
                }
                Inquiry inquiry = Inquiry.of(message, message.arrived().orElse(Instant.EPOCH));
                long afterDigest = now();
                places.put(message.id(), index.add(inquiry));
                parsed += afterParsing - start;
                digested += afterDigest - afterParsing;
                added += now() - afterDigest;
                boolean claims = message.subject().toLowerCase(Locale.ROOT).startsWith("re:");
                messages.add(new Read(message.id(), parentOf(message), message.references(), claims, inquiry));
            }
        }
        say("parse into a message", parsed, messages.size());
        say("cut into words, fingerprint", digested, messages.size());
        say("add to the index", added, messages.size());
        System.out.printf(Locale.ROOT, "index, bytes a message: %.0f%n", (double) index.bytes() / messages.size());
    }

    private static MessageId parentOf(Message message) {
        if (!message.inReplyTo().isEmpty()) {
            return message.inReplyTo().getFirst();
        }
        return message.references().isEmpty() ? null : message.references().getLast();
    }

    private static long now() {
        return THREADS.getCurrentThreadCpuTime();
    }

    private static void say(String stage, long nanos, int count) {
        System.out.printf(Locale.ROOT, "%s: %.3f ms of CPU a message%n", stage, nanos / 1e6 / Math.max(1, count));
    }

    private void find(String tsv) throws IOException {
        try (PrintStream out = new PrintStream(tsv, StandardCharsets.UTF_8)) {
            long start = now();
            for (Read read : messages) {
                Finding finding = finder.find(read.inquiry());
                String parent = finding.parent() < 0 ? "" : index.id(finding.parent()).value();
                out.printf(Locale.ROOT, "%s\t%s\t%.4f\t%s%n", read.id().value(), parent, finding.score(), finding.which());
            }
            say("find the parent", now() - start, messages.size());
        }
    }

    private static void strata(String known, String tested) throws IOException {
        Path weights = Files.createTempDirectory("weights");
        fit(weights, new String[] {known});
        Threads threads = new Threads(Model.read(weights));
        threads.read(Path.of(tested));
        Strata strata = threads.strata();
        String title = "%s, weights of %s".formatted(name(tested), name(known));
        for (double threshold : new double[] {.5, Finding.PROBABLE, Finding.SURE}) {
            strata.print(title, threshold);
        }
        System.out.println();
        threads.trace();
    }

    private static String name(String mailbox) {
        return Path.of(mailbox).getFileName().toString().replaceFirst("\\.mbox$", "");
    }

    private Strata strata() {
        Strata strata = new Strata();
        for (Read read : messages) {
            Finding finding = finder.find(read.inquiry());
            MessageId found = finding.parent() < 0 ? null : index.id(finding.parent());
            Set<MessageId> known = new HashSet<>(read.references());
            known.retainAll(places.keySet());
            strata.add(new Strata.Row(read.id(), kind(read), read.parent(), known, finding.which(), found, finding.score()));
        }
        return strata;
    }

    private Strata.Kind kind(Read read) {
        if (read.parent() == null) {
            return read.claimsToReply() ? Strata.Kind.UNKNOWN : Strata.Kind.ROOT;
        }
        return places.containsKey(read.parent()) ? Strata.Kind.REPLY : Strata.Kind.ABSENT;
    }

    /** Traces what messages with a parent in the list quote, up the chain that the headers name. */
    private void trace() {
        long[] words = new long[7];
        long[] traced = new long[words.length];
        long[] asWritten = new long[words.length];
        long nanos = 0;
        int count = 0;
        for (Read read : messages) {
            List<Integer> chain = chain(read);
            if (chain.isEmpty()) {
                continue;
            }
            count++;
            for (int level = 1; level < words.length; level++) {
                words[level] += read.inquiry().wordsAt(level);
            }
            long start = now();
            List<Passage> passages = finder.trace(read.inquiry(), chain);
            nanos += now() - start;
            for (Passage passage : passages) {
                if (passage.level() < words.length) {
                    int length = passage.to() - passage.from();
                    traced[passage.level()] += length;
                    boolean straight = chain.size() >= passage.level()
                            && chain.get(passage.level() - 1) == passage.source();
                    asWritten[passage.level()] += straight ? length : 0;
                }
            }
        }
        say("trace quotations, of messages with a parent", nanos, count);
        for (int level = 1; level < words.length; level++) {
            System.out.printf(Locale.ROOT, "level %d: %,d words, traced %.4f, to the ancestor at that distance %.4f%n", level,
                    words[level], (double) traced[level] / words[level], (double) asWritten[level] / words[level]);
        }
    }

    private List<Integer> chain(Read read) {
        List<Integer> chain = new ArrayList<>();
        Integer place = read.parent() == null ? null : places.get(read.parent());
        while (place != null && chain.size() < MAX_CHAIN && !chain.contains(place)) {
            chain.add(place);
            MessageId parent = messages.get(place).parent();
            place = parent == null ? null : places.get(parent);
        }
        return chain;
    }

    private static void fit(Path folder, String[] mailboxes) throws IOException {
        Map<Case, Fitter> fitters = new HashMap<>();
        Model.WEIGHED.forEach(each -> fitters.put(each, new Fitter(Feature.values().length, PENALTY)));
        for (String mailbox : mailboxes) {
            Threads threads = new Threads(Model.shipped());
            threads.read(Path.of(mailbox));
            threads.teach(fitters);
        }
        Files.createDirectories(folder);
        for (Case each : Model.WEIGHED) {
            double[] weights = fitters.get(each).fit();
            StringBuilder lines = new StringBuilder();
            for (Feature feature : Feature.values()) {
                double weight = weights[feature.column()];
                if (Math.abs(weight) >= .0005) {
                    lines.append(String.format(Locale.ROOT, "%s %.3f%n", feature, weight));
                }
            }
            Files.writeString(folder.resolve(Model.fileName(each)), lines);
            System.out.printf("%s: fitted on %,d choices%n", each, fitters.get(each).count());
        }
    }

    private void teach(Map<Case, Fitter> fitters) {
        for (Read read : messages) {
            Weighed weighed = finder.weigh(read.inquiry(), null);
            int right = rightRow(read, weighed);
            if (right < 0) {
                continue;
            }
            fitters.get(weighed.which()).add(weighed.rows(), right);
            boolean hasParent = right < weighed.candidates().length;
            int lot = Math.floorMod(read.id().value().hashCode() * 0x9e3779b1 >>> 7, 100);
            if (hasParent && lot < WITHHELD_PERCENT) {
                Weighed without = finder.weigh(read.inquiry(), read.parent());
                fitters.get(without.which()).add(without.rows(), without.candidates().length);
            }
        }
    }

    /** Returns the row of the parent, or of there being none; -1 if that is not known, or it is not among them. */
    private int rightRow(Read read, Weighed weighed) {
        if (weighed.which() == Case.OTHER) {
            return -1;
        }
        int none = weighed.candidates().length;
        if (read.parent() == null) {
            return read.claimsToReply() ? -1 : none;
        }
        Integer place = places.get(read.parent());
        if (place == null) {
            return none;
        }
        for (int i = 0; i < none; i++) {
            if (weighed.candidates()[i] == place) {
                return i;
            }
        }
        return -1;
    }
}
