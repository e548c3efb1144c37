package org.perdure.server;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.perdure.delivery.Delivery;
import org.perdure.delivery.Inbox;
import org.perdure.delivery.Postmark;
import org.perdure.ingest.DeliveryRun;
import org.perdure.lmtp.LmtpClient;
import org.perdure.lmtp.LmtpClient.Answer;
import org.perdure.message.ListName;
import org.perdure.store.ArchiveStore;
import org.perdure.store.ArchiveWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Takes one message from a mail server that starts a program for each. Its exit status says what
 * the mail server should do with the message, in the words of {@code sysexits.h}.
 */
@Command(
        name = "deliver",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = DeliverCommand.EX_USAGE,
        exitCodeOnExecutionException = DeliverCommand.EX_TEMPFAIL,
        description = {
            "Takes one message on standard input, from an alias, a .forward file or procmail.",
            "Works whether or not the archive is being served. Exit status: 0 it is taken;"
                    + " 64 wrong usage; 65 it is no message, or too long; 67 there is no such list;"
                    + " 75 not now, to be tried again."
        })
final class DeliverCommand implements Callable<Integer> {
    static final int EX_OK = 0;
    static final int EX_USAGE = 64;
    static final int EX_DATAERR = 65;
    static final int EX_NOUSER = 67;
    static final int EX_TEMPFAIL = 75;

    /** How long a service may take; mail servers wait longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final byte[] FROM = {'F', 'r', 'o', 'm', ' '};

    private final Console console;
    private final InputStream in;

    @Mixin private ArchiveOption archive = new ArchiveOption();

    @Option(names = "--list", paramLabel = "NAME", required = true, description = "for which list")
    private ListName list = new ListName("none");

    @Option(
            names = "--sender",
            paramLabel = "ADDRESS",
            description =
                    "sender of the envelope (default: of a From line or a Return-Path field before"
                            + " the message)")
    private @Nullable String sender;

    DeliverCommand(Console console, InputStream in) {
        this.console = console;
        this.in = in;
    }

    @Override
    public Integer call() throws IOException {
        try {
            return deliver(in.readNBytes(Inbox.MAX_MESSAGE_BYTES + 1));
        } catch (StackOverflowError | OutOfMemoryError e) {
            // The mail server would take any other status for a refusal, and send the mail back.
            console.complain("not now: " + e);
            return EX_TEMPFAIL;
        }
    }

    private int deliver(byte[] input) throws IOException {
        if (input.length > Inbox.MAX_MESSAGE_BYTES) {
            console.complain("the message is longer than " + Inbox.MAX_MESSAGE_BYTES + " bytes");
            return EX_DATAERR;
        }
        byte[] message = wholeLines(withoutFromLine(input));
        if (!Delivery.isMessage(message)) {
            console.complain("this is not a message: it does not begin with a header field");
            return EX_DATAERR;
        }
        ArchiveFolder folder = archive.folder();
        folder.begin();
        Configuration configuration = folder.configurationFile().read();
        try (ArchiveStore store = folder.openStore()) {
            if (!new ListAddresses(configuration, store).takes(list)) {
                console.complain("there is no list “" + list + "” in this archive");
                return EX_NOUSER;
            }
        }
        String from = sender(input, message);
        Optional<Answer> answer = handOver(folder, from, message);
        if (answer.isPresent()) {
            return status(answer.get());
        }
        try (ArchiveWriter writer = folder.openWriter()) {
            Delivery delivery =
                    new Postmark(InstantSource.system()).mark(list, "pipe", from, message);
            new DeliveryRun(writer, configuration::rules).file(List.of(delivery));
        }
        return EX_OK;
    }

    /** Mail servers put a separator line before the message, as if the program were a mailbox. */
    private static byte[] withoutFromLine(byte[] input) {
        if (!startsWithFrom(input)) {
            return input;
        }
        int end = 0;
        while (end < input.length && input[end] != '\n') {
            end++;
        }
        return Arrays.copyOfRange(input, Math.min(end + 1, input.length), input.length);
    }

    private static boolean startsWithFrom(byte[] input) {
        return input.length >= FROM.length
                && Arrays.equals(input, 0, FROM.length, FROM, 0, FROM.length);
    }

    /** A last line without an end gets one: neither LMTP nor a mailbox can say that it had none. */
    private static byte[] wholeLines(byte[] message) {
        if (message.length == 0 || message[message.length - 1] == '\n') {
            return message;
        }
        byte[] whole = Arrays.copyOf(message, message.length + 1);
        whole[message.length] = '\n';
        return whole;
    }

    private String sender(byte[] input, byte[] message) {
        if (sender != null) {
            return sender;
        }
        if (startsWithFrom(input)) {
            String line =
                    new String(
                            input,
                            FROM.length,
                            Math.min(input.length - FROM.length, 1_000),
                            StandardCharsets.UTF_8);
            return line.strip().split("\\s", 2)[0];
        }
        return Postmark.returnPath(message);
    }

    /** Gives the message to the service of the archive; returns nothing if there is none. */
    private Optional<Answer> handOver(ArchiveFolder folder, String from, byte[] message)
            throws IOException {
        if (!Files.exists(folder.socket())) {
            return Optional.empty();
        }
        LmtpClient client;
        try {
            client = LmtpClient.connect(UnixDomainSocketAddress.of(folder.socket()), PATIENCE);
        } catch (IOException | IllegalArgumentException expected) {
            // Nobody is there: what a service left that was killed.
            return Optional.empty();
        }
        try (client) {
            return Optional.of(client.deliver(from, list + "@localhost", message));
        } catch (EOFException e) {
            throw new IOException("the service of the archive ended", e);
        }
    }

    private int status(Answer answer) {
        if (answer.isGood()) {
            return EX_OK;
        }
        console.complain("the service says: " + answer.text());
        if (answer.isTemporary()) {
            return EX_TEMPFAIL;
        }
        return answer.code() == 550 ? EX_NOUSER : EX_DATAERR;
    }
}
