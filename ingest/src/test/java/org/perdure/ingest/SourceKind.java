package org.perdure.ingest;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.perdure.link.Trees;
import org.perdure.message.Message;
import org.perdure.mime.MessageParser;
import org.perdure.source.InventedInbox;
import org.perdure.source.MboxReader;
import org.perdure.source.RawMessage;
import org.perdure.source.SeparatorLine;
import org.perdure.source.TarSample;

/**
 * The shapes in which the same mail can come: tests that are about all of them take each in turn.
 */
enum SourceKind {
    MAILBOX,
    COMPRESSED_MAILBOX,
    TAR_OF_MAILBOXES,
    MAILDIR,
    MH_FOLDER,
    FOLDER_OF_MESSAGES,
    PUBLIC_INBOX,
    MHONARC_PAGES,
    TAR_OF_PAGES,
    PIPERMAIL_PAGES,
    PIPERMAIL_TEXTS,
    PIPE;

    private static final int MESSAGES_A_MAILBOX = 400;
    private static final int TAKE_DOWN_EVERY = 97;
    private static final DateTimeFormatter VOLUME =
            DateTimeFormatter.ofPattern("uuuu-MMMM", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final Instant START = Instant.parse("2011-01-01T00:00:00Z");

    /** Returns whether it says which numbers its messages had. */
    boolean saysNumbers() {
        return this == MHONARC_PAGES || this == TAR_OF_PAGES;
    }

    /**
     * Writes mail in this shape.
     *
     * @param folder a folder that is not there yet
     * @return what an operator names to import it; what goes through the pipe, for a pipe
     */
    Path write(Path folder, InventedMailbox mailbox) throws IOException {
        List<RawMessage> mail = new ArrayList<>();
        MboxReader reader = mailbox.reader();
        for (RawMessage raw = reader.nextMessage(); raw != null; raw = reader.nextMessage()) {
            mail.add(raw);
        }
        Files.createDirectories(folder);
        return switch (this) {
            case MAILBOX, PIPE -> mailbox(folder, mail);
            case COMPRESSED_MAILBOX -> compressed(folder, mail);
            case TAR_OF_MAILBOXES -> tar(folder, mail);
            case MAILDIR -> maildir(folder, mail);
            case MH_FOLDER -> mh(folder, mail);
            case FOLDER_OF_MESSAGES -> messages(folder, mail);
            case PUBLIC_INBOX -> inbox(folder, mail);
            case MHONARC_PAGES -> pages(folder, mail);
            case TAR_OF_PAGES -> tarOfPages(folder, mail);
            case PIPERMAIL_PAGES -> pipermailPages(folder, mail);
            case PIPERMAIL_TEXTS -> pipermailTexts(folder, mail);
        };
    }

    private static byte[] mbox(List<RawMessage> mail) {
        InventedMailbox mailbox = new InventedMailbox();
        for (RawMessage raw : mail) {
            mailbox.add(new String(raw.separator(), StandardCharsets.ISO_8859_1), raw.bytes());
        }
        return mailbox.bytes();
    }

    private static Path mailbox(Path folder, List<RawMessage> mail) throws IOException {
        return Files.write(folder.resolve("garden.mbox"), mbox(mail));
    }

    private static Path compressed(Path folder, List<RawMessage> mail) throws IOException {
        return Files.write(folder.resolve("garden.mbox.zst"), Zstd.compress(mbox(mail)));
    }

    private static Path tar(Path folder, List<RawMessage> mail) throws IOException {
        TarSample tar = new TarSample();
        tar.file("README", "Not mail.\n".getBytes(StandardCharsets.US_ASCII));
        for (int from = 0; from < mail.size(); from += MESSAGES_A_MAILBOX) {
            int to = Math.min(from + MESSAGES_A_MAILBOX, mail.size());
            tar.file("%06d.mbox".formatted(from), mbox(mail.subList(from, to)));
        }
        return Files.write(folder.resolve("garden.tar"), tar.bytes());
    }

    private static Path maildir(Path folder, List<RawMessage> mail) throws IOException {
        Files.createDirectories(folder.resolve("new"));
        Files.createDirectories(folder.resolve("tmp"));
        return files(
                folder, Files.createDirectories(folder.resolve("cur")), "1300%06d.P1.x:2,S", mail);
    }

    private static Path mh(Path folder, List<RawMessage> mail) throws IOException {
        Files.writeString(folder.resolve(".mh_sequences"), "unseen: 1-3\n");
        return files(folder, folder, "%d", mail);
    }

    private static Path messages(Path folder, List<RawMessage> mail) throws IOException {
        Files.writeString(folder.resolve("README"), "Not mail.\n");
        return files(folder, folder, "%06d.eml", mail);
    }

    private static Path files(Path operand, Path folder, String name, List<RawMessage> mail)
            throws IOException {
        for (int i = 0; i < mail.size(); i++) {
            Files.write(folder.resolve(name.formatted(i + 1)), mail.get(i).bytes());
        }
        return operand;
    }

    /** A page for each message, with the numbers that MHonArc would give it: all are read as is. */
    private static Path pages(Path folder, List<RawMessage> mail) {
        InventedTree tree = new InventedTree(folder);
        MessageParser parser = new MessageParser();
        Map<YearMonth, Integer> numbers = new HashMap<>();
        for (RawMessage raw : mail) {
            Message message = parser.parse(raw.bytes());
            Instant filed = SeparatorLine.findDate(raw.separator()).orElseThrow();
            YearMonth month = Trees.NONE.filed(filed).month();
            int number = numbers.merge(month, 1, Integer::sum) - 1;
            String reference =
                    message.references().isEmpty() ? "" : message.references().getLast().value();
            tree.page(
                    "%s/%05d".formatted(month, number),
                    message.id().value(),
                    "Ada &#60;ada@example.org>",
                    message.subject(),
                    InventedMailbox.date(filed),
                    reference,
                    "<pre>" + message.body().text() + "</pre>");
        }
        return folder;
    }

    /** Beside the pages lies a mailbox, with some mail that takes the place of pages. */
    private static Path tarOfPages(Path folder, List<RawMessage> mail) throws IOException {
        Path root = pages(folder.resolve("pages"), mail);
        TarSample tar = new TarSample();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                tar.file(root.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        tar.file("some.mbox", mbox(mail.subList(0, mail.size() / 4)));
        return Files.write(folder.resolve("pages.tar"), tar.bytes());
    }

    /** The name of a volume of Pipermail, such as {@code 2011-March}. */
    private static String volume(RawMessage raw) {
        Instant filed = SeparatorLine.findDate(raw.separator()).orElseThrow();
        return VOLUME.format(filed);
    }

    private static Path pipermailPages(Path folder, List<RawMessage> mail) throws IOException {
        MessageParser parser = new MessageParser();
        int number = 0;
        for (RawMessage raw : mail) {
            Message message = parser.parse(raw.bytes());
            Path volume = Files.createDirectories(folder.resolve(volume(raw)));
            Files.writeString(
                    volume.resolve("%06d.html".formatted(number++)),
                    """
                    <HTML><BODY>
                    <H1>%s</H1>
                    <B>Ada</B>
                    <A HREF="mailto:garden%%40example.org?In-Reply-To=%%3C%s%%3E">ada at example.org</A><BR>
                    <I>%s</I>
                    <!--beginarticle-->
                    <PRE>%s</PRE>
                    <!--endarticle-->
                    </BODY></HTML>
                    """
                            .formatted(
                                    message.subject(),
                                    message.id().value(),
                                    InventedMailbox.date(
                                            SeparatorLine.findDate(raw.separator()).orElseThrow()),
                                    message.body().text()));
        }
        return folder;
    }

    /** Pipermail masks addresses in both lines, and none elsewhere that would not be cut alike. */
    private static Path pipermailTexts(Path folder, List<RawMessage> mail) throws IOException {
        for (RawMessage raw : mail) {
            String masked =
                    (new String(raw.separator(), StandardCharsets.ISO_8859_1)
                                    + "\n"
                                    + new String(raw.bytes(), StandardCharsets.ISO_8859_1)
                                    + "\n")
                            .replaceFirst("From ada@", "From ada at ")
                            .replaceFirst(
                                    "From: Ada <ada@example.org>",
                                    "From: ada at example.org (Ada)");
            Files.writeString(
                    folder.resolve(volume(raw) + ".txt"),
                    masked,
                    StandardCharsets.ISO_8859_1,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
        return folder;
    }

    /** Two epochs; some messages are taken down again. */
    private static Path inbox(Path folder, List<RawMessage> mail) {
        int half = mail.size() / 2;
        epoch(folder.resolve("git/0.git"), 0, mail.subList(0, half));
        epoch(folder.resolve("git/1.git"), half, mail.subList(half, mail.size()));
        return folder;
    }

    private static void epoch(Path folder, int before, List<RawMessage> mail) {
        InventedInbox epoch = new InventedInbox(folder);
        epoch.together(
                () -> {
                    for (int i = 0; i < mail.size(); i++) {
                        String time = START.plusSeconds((before + i) * 7_200L).toString();
                        String raw = new String(mail.get(i).bytes(), StandardCharsets.ISO_8859_1);
                        epoch.add(time, raw);
                        if (i % TAKE_DOWN_EVERY == TAKE_DOWN_EVERY - 1) {
                            epoch.remove(time, raw);
                        }
                    }
                });
    }
}
