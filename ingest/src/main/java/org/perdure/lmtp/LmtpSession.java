package org.perdure.lmtp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.perdure.delivery.Delivery;
import org.perdure.delivery.Inbox;
import org.perdure.delivery.MemoryBudget;
import org.perdure.delivery.MessageBuffer;
import org.perdure.delivery.Postmark;
import org.perdure.delivery.Receipt;
import org.perdure.lmtp.Wire.Line;
import org.perdure.message.ListName;
import org.perdure.store.LedgerRow.Outcome;

/** A conversation with one client (RFC 2033, RFC 5321). For one thread. */
final class LmtpSession {
    /** How many recipients a message may have: RFC 5321, section 4.5.3.1.8. */
    static final int MAX_RECIPIENTS = 100;

    /** How many commands may be wrong before the conversation is ended. */
    static final int MAX_BAD_COMMANDS = 10;

    /**
     * How much is read of a message that is too long, so that its sender hears why it is refused:
     * so many times what is taken.
     */
    static final int MAX_DRAINED = 4;

    /** A longer path is left out of the answer: lines have 512 bytes. */
    private static final int MAX_SHOWN_PATH = 400;

    private static final String TOO_LONG = "552 5.3.4 Message too long";

    private final Wire wire;
    private final Terms terms;
    private boolean greeted;
    private @Nullable String sender;
    private final List<ListName> recipients = new ArrayList<>();
    private int badCommands;
    private boolean ended;
    private volatile boolean answering;

    /**
     * What is the same for all conversations.
     *
     * @param host how the server calls itself
     * @param way what the ledger calls this way in
     * @param recipients who takes mail
     * @param inbox where it goes
     * @param postmark what marks it
     * @param budget what it may take of memory
     * @param limits what one client may take
     */
    record Terms(
            String host,
            String way,
            Recipients recipients,
            Inbox inbox,
            Postmark postmark,
            MemoryBudget budget,
            LmtpServer.Limits limits) {}

    LmtpSession(Wire wire, Terms terms) {
        this.wire = wire;
        this.terms = terms;
    }

    /**
     * Talks until one side ends it.
     *
     * @throws IOException if the connection fails
     */
    void run() throws IOException {
        wire.write("220 " + terms.host + " LMTP Perdure");
        while (!ended) {
            Line line = wire.readLine();
            if (line == null) {
                break;
            }
            switch (line.form()) {
                case GOOD -> obey(line.text());
                case TOO_LONG -> bad("500 5.5.2 Line too long");
                case BARE_LINE_END -> bad("500 5.5.2 Lines end with CR LF");
            }
        }
        wire.flush();
    }

    private void obey(String line) throws IOException {
        int blank = line.indexOf(' ');
        String verb = (blank < 0 ? line : line.substring(0, blank)).toUpperCase(Locale.ROOT);
        String argument = blank < 0 ? "" : line.substring(blank + 1).strip();
        switch (verb) {
            case "LHLO" -> greet(argument);
            case "MAIL" -> mail(argument);
            case "RCPT" -> recipient(argument);
            case "DATA" -> data(argument);
            case "RSET" -> {
                forget();
                wire.write("250 2.0.0 Forgotten");
            }
            case "NOOP" -> wire.write("250 2.0.0 Nothing done");
            case "VRFY" -> wire.write("252 2.5.0 Send it, and you will know");
            case "QUIT" -> {
                wire.write("221 2.0.0 Good-bye");
                ended = true;
            }
            case "HELO", "EHLO" -> bad("500 5.5.1 This is LMTP: say LHLO");
            default -> bad("500 5.5.1 No such command");
        }
    }

    /** Answers something that is wrong; too much of that ends the conversation. */
    private void bad(String answer) {
        badCommands++;
        if (badCommands > MAX_BAD_COMMANDS) {
            wire.write("421 4.7.0 Too many commands that are none");
            ended = true;
        } else {
            wire.write(answer);
        }
    }

    private void forget() {
        sender = null;
        recipients.clear();
    }

    private void greet(String name) {
        if (name.isEmpty()) {
            bad("501 5.5.4 LHLO and your name");
            return;
        }
        greeted = true;
        forget();
        wire.write("250-" + terms.host);
        wire.write("250-PIPELINING");
        wire.write("250-ENHANCEDSTATUSCODES");
        wire.write("250-8BITMIME");
        wire.write("250-SMTPUTF8");
        wire.write("250 SIZE " + terms.limits.messageBytes());
    }

    private void mail(String argument) {
        if (!greeted) {
            bad("503 5.5.1 Say LHLO first");
            return;
        }
        if (sender != null) {
            bad("503 5.5.1 There is a sender already");
            return;
        }
        Optional<EnvelopePath> path = EnvelopePath.parse("FROM:", argument);
        if (path.isEmpty()) {
            bad("501 5.1.7 MAIL FROM:<address>");
            return;
        }
        String refusal = refusal(path.get().parameters());
        if (refusal.isEmpty()) {
            sender = path.get().address();
            wire.write("250 2.1.0 Sender taken");
        } else {
            wire.write(refusal);
        }
    }

    /** Returns what is wrong with the parameters of MAIL; empty if nothing is. */
    private String refusal(Map<String, String> parameters) {
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            String value = parameter.getValue().toUpperCase(Locale.ROOT);
            String refusal =
                    switch (parameter.getKey()) {
                        case "SIZE" -> refusalOfSize(value);
                        case "BODY" ->
                                value.equals("7BIT") || value.equals("8BITMIME")
                                        ? ""
                                        : "501 5.5.4 BODY is 7BIT or 8BITMIME";
                        case "SMTPUTF8" -> value.isEmpty() ? "" : "501 5.5.4 SMTPUTF8 has no value";
                        default -> "555 5.5.4 No such parameter";
                    };
            if (!refusal.isEmpty()) {
                return refusal;
            }
        }
        return "";
    }

    /** RFC 1870: up to 20 digits. */
    private String refusalOfSize(String value) {
        if (!value.matches("[0-9]{1,20}")) {
            return "501 5.5.4 SIZE is a number";
        }
        boolean tooLong =
                value.length() > 18 || Long.parseLong(value) > terms.limits.messageBytes();
        return tooLong ? TOO_LONG : "";
    }

    private void recipient(String argument) {
        if (sender == null) {
            bad("503 5.5.1 MAIL first");
            return;
        }
        Optional<EnvelopePath> path = EnvelopePath.parse("TO:", argument);
        if (path.isEmpty() || path.get().address().isEmpty()) {
            bad("501 5.1.3 RCPT TO:<address>");
            return;
        }
        if (!path.get().parameters().isEmpty()) {
            wire.write("555 5.5.4 No such parameter");
            return;
        }
        if (recipients.size() >= MAX_RECIPIENTS) {
            wire.write("452 4.5.3 Too many recipients");
            return;
        }
        Optional<ListName> list = terms.recipients.find(path.get().address());
        if (list.isEmpty()) {
            wire.write("550 5.1.1 No such list here");
            return;
        }
        recipients.add(list.get());
        wire.write("250 2.1.5 Goes to " + list.get());
    }

    private void data(String argument) throws IOException {
        if (!argument.isEmpty()) {
            bad("501 5.5.4 DATA has no argument");
            return;
        }
        if (sender == null || recipients.isEmpty()) {
            bad("503 5.5.1 No valid recipients");
            return;
        }
        wire.write("354 End with a line that is a single dot");
        try (MessageBuffer message = new MessageBuffer(terms.budget, terms.limits.messageBytes())) {
            ended = !wire.readData(message, (long) MAX_DRAINED * terms.limits.messageBytes());
            answering = true;
            // One answer for each recipient: RFC 2033, section 4.2.
            answers(message, sender).forEach(wire::write);
            wire.flush();
        } finally {
            answering = false;
        }
        forget();
    }

    /** Returns whether a message is here whose sender does not know it yet. Any thread. */
    boolean isAnswering() {
        return answering;
    }

    /** Returns whether the client has had all the time that it gets. Any thread. */
    boolean isOverdue(long nanoTime) {
        return wire.isOverdue(nanoTime);
    }

    private List<String> answers(MessageBuffer message, String from) {
        return switch (message.state()) {
            case TOO_LONG -> recipients.stream().map(list -> TOO_LONG).toList();
            case NO_MEMORY ->
                    recipients.stream().map(list -> "451 4.3.1 Too much mail at once").toList();
            case WHOLE -> {
                byte[] bytes = message.bytes();
                yield Delivery.isMessage(bytes)
                        ? deliver(bytes, from)
                        : recipients.stream()
                                .map(list -> "554 5.6.0 This is not a message")
                                .toList();
            }
        };
    }

    /** A list that is named twice gets the message once. */
    private List<String> deliver(byte[] bytes, String from) {
        Map<ListName, CompletableFuture<Receipt>> receipts = new LinkedHashMap<>();
        for (ListName list : recipients) {
            receipts.computeIfAbsent(
                    list,
                    name -> terms.inbox.deliver(terms.postmark.mark(name, terms.way, from, bytes)));
        }
        List<String> answers = new ArrayList<>();
        for (ListName list : recipients) {
            CompletableFuture<Receipt> receipt = receipts.get(list);
            if (receipt != null) {
                answers.add(answer(receipt.join()));
            }
        }
        return answers;
    }

    private static String answer(Receipt receipt) {
        return switch (receipt) {
            case Receipt.Filed filed -> {
                String what =
                        filed.outcome() == Outcome.DUPLICATE
                                ? "250 2.0.0 Was there already: "
                                : "250 2.0.0 Filed: ";
                yield what + (filed.path().length() > MAX_SHOWN_PATH ? "" : filed.path());
            }
            case Receipt.Declined declined ->
                    "250 2.0.0 Taken, but not archived: " + declined.reason();
            case Receipt.Deferred deferred -> "451 4.3.0 Not now: " + deferred.reason();
        };
    }
}
