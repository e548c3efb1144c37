package org.perdure.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perdure.message.MailingList.Masking;
import org.perdure.message.MessageId;

/**
 * Commits of a real repository, mailed in all the ways in which patches are mailed, are the same
 * commits again when {@code git am} has applied the mailbox of their series.
 */
@Timeout(120)
class GitAmTest {
    private static final int PATCHES = 9;

    @TempDir Path folder;
    private Path source;
    private Path target;

    /** Runs git with nothing of the machine's settings. */
    private String git(Path in, String... arguments) throws IOException, InterruptedException {
        return new String(bytes(in, arguments), StandardCharsets.ISO_8859_1);
    }

    private byte[] bytes(Path in, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(in.toFile());
        Path errors = folder.resolve("errors");
        builder.redirectError(errors.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("GIT_"));
        environment.put("HOME", folder.toString());
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("GIT_AUTHOR_NAME", "Ada Quill");
        environment.put("GIT_AUTHOR_EMAIL", "ada@example.org");
        environment.put("GIT_AUTHOR_DATE", "2011-03-04T10:00:00+0100");
        environment.put("GIT_COMMITTER_NAME", "Cy");
        environment.put("GIT_COMMITTER_EMAIL", "cy@example.org");
        environment.put("GIT_COMMITTER_DATE", "2011-03-05T10:00:00+0100");
        Process process = builder.start();
        process.getOutputStream().close();
        byte[] out = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).as("%s: %s", command, Files.readString(errors)).isZero();
        return out;
    }

    @BeforeEach
    void makeRepository() throws IOException, InterruptedException {
        source = Files.createDirectory(folder.resolve("source"));
        git(source, "init", "-q", "-b", "main");
        write("door.c", "int door(void)\n{\n    wood();\n    nails();\n}\n");
        write("dos.txt", "one\r\ntwo\r\nthree\r\n");
        write("latin.txt", "caf\u00e9\nna\u00efve\nend\n");
        commit("base\n");
        git(source, "tag", "base");
        target = folder.resolve("target");
        git(folder, "clone", "-q", "source", "target");
    }

    private void write(String name, String text) throws IOException {
        Files.write(source.resolve(name), text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void commit(String message) throws IOException, InterruptedException {
        Path file = folder.resolve("message");
        Files.writeString(file, message);
        git(source, "add", ".");
        git(source, "commit", "-q", "-F", file.toString());
    }

    private void makeCommits() throws IOException, InterruptedException {
        String signed = "\nSigned-off-by: Ada Quill <ada@example.org>\n";
        write("door.c", "int door(void)\n{\n    paint();\n    nails();\n}\n");
        commit("door: paint it\n\nBees like colours.\n" + signed);
        write("dos.txt", "one\r\nzwei\r\nthree\r\n");
        commit("dos: count in German\n" + signed);
        write("latin.txt", "caf\u00e9\nna\u00efvet\u00e9\nend\n");
        commit("latin: correct a word in Köln\n\nGrüße aus Köln.\n" + signed);
        write("door.c", "int door(void)\n{\n    paint();\n    glue();\n}\n");
        commit("door: glue it\n\nFrom here on = no nails, \n>From there neither.\n" + signed);
        write("comb.bin", "\u0000\u0001\u0002honey\u00ff\n");
        commit("comb: add it\n" + signed);
        write("long.txt", "x".repeat(3_000) + "\n  blanks at the end  \n");
        commit("long: a long line\n\nAnd no trailer.\n");
        write("long.txt", "y".repeat(1_500) + "\nshort\n");
        commit("long: a shorter line\n" + signed);
        write("door.c", "int door(void)\n{\n    paint();\n    glue();\n    hinge();\n}\n");
        commit("door: add a hinge\n\nFor all.\n" + signed);
        write("dos.txt", "eins\r\nzwei\r\nthree\r\n");
        commit("dos: and once more\n" + signed);
    }

    /** A patch as git formats it. */
    private record Formatted(String header, String body) {
        Formatted with(String field, String value) {
            return new Formatted(header + "\n" + field + ": " + value, body);
        }

        Formatted without(String field) {
            List<String> kept = new ArrayList<>(header.lines().toList());
            kept.removeIf(line -> line.startsWith(field + ":"));
            return new Formatted(String.join("\n", kept), body);
        }

        Formatted encoded(String encoding, String text) {
            return new Formatted(
                    without("Content-Transfer-Encoding")
                            .with("Content-Transfer-Encoding", encoding)
                            .header,
                    text);
        }

        Formatted quotedPrintable() {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < body.length(); i++) {
                char c = body.charAt(i);
                boolean plain = (c >= '0' && c <= 'z' && c != '=') || c == '\n';
                text.append(plain ? String.valueOf(c) : "=%02X".formatted((int) c));
            }
            return encoded("quoted-printable", text.toString());
        }

        Formatted base64(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            return encoded("base64", Base64.getMimeEncoder().encodeToString(bytes) + "\n");
        }

        byte[] bytes() {
            return (header + "\n\n" + body).getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    private Formatted formatted(int number) throws IOException, InterruptedException {
        String mail =
                git(
                        source,
                        "format-patch",
                        "-1",
                        "-N",
                        "--stdout",
                        "--binary",
                        "--subject-prefix=PATCH v2 " + number + "/" + PATCHES,
                        "main~" + (PATCHES - number));
        String message = mail.substring(mail.indexOf('\n') + 1);
        int end = message.indexOf("\n\n");
        return new Formatted(message.substring(0, end), message.substring(end + 2))
                .with("Message-ID", "<" + number + "@example.org>")
                .with("In-Reply-To", "<0@example.org>");
    }

    private static byte[] mail(String id, String parent, String from, String subject, String text) {
        return """
        From: %s
        Subject: %s
        Date: Fri, 04 Mar 2011 12:00:00 +0100
        Message-ID: <%s@example.org>
        In-Reply-To: <%s@example.org>

        %s"""
                .formatted(from, subject, id, parent, text)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] attached(Formatted patch) {
        int end = patch.body.indexOf("---\n");
        String text = patch.body.substring(0, end);
        return (patch.header
                        + "\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type:"
                        + " text/plain\n\n"
                        + text
                        + "\n--b\nContent-Type: text/x-patch; name=hinge.patch\n"
                        + "Content-Disposition: attachment; filename=hinge.patch\n\n"
                        + patch.body.substring(end)
                        + "\n--b--\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Returns the series as it came, in another order than it was sent in. */
    private List<byte[]> mailed() throws IOException, InterruptedException {
        Formatted third = formatted(3);
        Formatted sixth = formatted(6);
        Formatted ninth = formatted(9);
        String inBody = "From: Ada Quill <ada@example.org>\n\n";
        List<byte[]> mail = new ArrayList<>();
        mail.add(
                mail(
                        "0",
                        "none",
                        "Ada Quill <ada@example.org>",
                        "[PATCH v2 0/9] hive: all",
                        "Hi.\n"));
        mail.add(formatted(1).quotedPrintable().bytes());
        mail.add(formatted(2).bytes());
        mail.add(
                third.without("Content-Type")
                        .with("Content-Type", "text/plain; charset=UTF-8")
                        .base64(third.body)
                        .bytes());
        mail.add(formatted(4).bytes());
        mail.add(formatted(5).bytes());
        mail.add(
                new Formatted(
                                sixth.without("From")
                                        .with("From", "Ada Quill via bees <bees@lists.example.org>")
                                        .header,
                                inBody + sixth.body)
                        .bytes());
        Formatted seventh = formatted(7);
        mail.add(seventh.base64(seventh.body.replace("\n", "\r\n")).bytes());
        mail.add(attached(formatted(8)));
        mail.add(
                new Formatted(ninth.header, "Here is one more:\n\n-- >8 --\n" + ninth.body)
                        .bytes());
        // An earlier one in the place of the fifth, which its author then sent anew.
        mail.add(
                new Formatted(
                                formatted(5)
                                        .without("Message-ID")
                                        .with("Message-ID", "<5a@example.org>")
                                        .without("Date")
                                        .with("Date", "Fri, 04 Mar 2011 08:00:00 +0000")
                                        .header,
                                "Wrong.\n---\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-no\n+yes\n")
                        .bytes());
        Collections.reverse(mail);
        return mail;
    }

    private List<byte[]> replies() {
        return List.of(
                mail(
                        "r1",
                        "1",
                        "Bo Reed <bo@example.org>",
                        "Re: [PATCH v2 1/9] door: paint it",
                        "> Bees like colours.\n\nReviewed-by: Bo Reed <bo@example.org>\n"),
                mail(
                        "r2",
                        "0",
                        "=?UTF-8?Q?Zo=C3=AB_Wax?= <zoe@example.org>",
                        "Re: [PATCH v2 0/9] hive: all",
                        "Acked-by: Zoë Wax <zoe@example.org>\n"),
                mail(
                        "r3",
                        "6",
                        "Bo Reed <bo@example.org>",
                        "Re: [PATCH v2 6/9] long: a long line",
                        "Reviewed-by: Somebody Else <else@example.org>\n"));
    }

    private byte[] mailbox(ImportedMail mail, boolean asReceived) throws IOException {
        PackedMailboxes.Source source =
                mail.archive
                        .packedMailboxes()
                        .series(ImportedMail.LIST, new MessageId("r1@example.org"), asReceived);
        PackedMailbox.Digest digest = source.digest();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        source.write(digest, 0, digest.length(), out);
        return out.toByteArray();
    }

    private String apply(byte[] mailbox) throws IOException, InterruptedException {
        Path file = folder.resolve("series.mbox");
        Files.write(file, mailbox);
        git(target, "am", "-q", file.toString());
        return log(target);
    }

    private String log(Path repository) throws IOException, InterruptedException {
        return git(repository, "log", "--reverse", "--format=%an <%ae> %s%n%b%T", "base..main");
    }

    @Test
    void commitsComeBack() throws IOException, InterruptedException {
        makeCommits();
        List<byte[]> mail = mailed();
        try (ImportedMail archive = new ImportedMail(folder, Masking.PAGES, mail)) {
            byte[] mailbox = mailboxOf(archive, "9@example.org");

            assertThat(apply(mailbox)).isEqualTo(log(source));
        }
    }

    private byte[] mailboxOf(ImportedMail archive, String id) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        archive.archive.series().writeReady(ImportedMail.LIST, new MessageId(id), out);
        return out.toByteArray();
    }

    @Test
    void commitsGetTheTrailersThatRepliesGave() throws IOException, InterruptedException {
        makeCommits();
        List<byte[]> mail = mailed();
        mail.addAll(replies());
        try (ImportedMail archive = new ImportedMail(folder, Masking.PAGES, mail)) {
            String applied = apply(mailbox(archive, false));

            String zoe =
                    new String(
                            "Acked-by: Zoë Wax <zoe@example.org>\n"
                                    .getBytes(StandardCharsets.UTF_8),
                            StandardCharsets.ISO_8859_1);
            String signed = "Signed-off-by: Ada Quill <ada@example.org>\n";
            String expected =
                    log(source)
                            .replace(signed, signed + zoe)
                            .replace("And no trailer.\n", "And no trailer.\n\n" + zoe)
                            .replaceFirst(zoe, "Reviewed-by: Bo Reed <bo@example.org>\n" + zoe);
            assertThat(applied).isEqualTo(expected);
        }
    }

    @Test
    void messagesAsReceivedAreTheSameBytes() throws IOException, InterruptedException {
        makeCommits();
        try (ImportedMail archive = new ImportedMail(folder, Masking.PAGES, withReplies())) {
            String mailbox =
                    new String(mailbox(archive, true), StandardCharsets.ISO_8859_1)
                            .replace("\n>>From ", "\n>From ");

            assertThat(mailbox)
                    .contains(new String(formatted(2).bytes(), StandardCharsets.ISO_8859_1));
            assertThat(mailbox.split("From mboxrd@z ", -1)).hasSize(PATCHES + 1);
        }
    }

    private List<byte[]> withReplies() throws IOException, InterruptedException {
        List<byte[]> mail = mailed();
        mail.addAll(replies());
        return mail;
    }

    @Test
    void addressesAreHiddenWhereTheListHidesThemEverywhere()
            throws IOException, InterruptedException {
        makeCommits();
        try (ImportedMail archive = new ImportedMail(folder, Masking.ALL, withReplies())) {
            String mailbox = new String(mailbox(archive, false), StandardCharsets.ISO_8859_1);

            assertThat(mailbox).contains("ada@xxxxxxxxxxx").doesNotContain("ada@example.org");
            assertThat(mailbox).contains("Bo Reed <bo@xxxxxxxxxxx>").doesNotContain("bo@example");
        }
    }
}
