package org.perdure.lmtp;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Hands messages to an LMTP server. For one thread. */
public final class LmtpClient implements Closeable {
    private final SocketChannel channel;
    private final Wire wire;
    private final Thread watch;

    private LmtpClient(SocketChannel channel, Duration patience) {
        this.channel = channel;
        this.wire = new Wire(channel, patience);
        this.watch = Thread.ofVirtual().start(() -> endAfter(patience));
    }

    /**
     * An answer of the server.
     *
     * @param code three digits: 2.. it was done, 4.. it may be done later, 5.. never
     * @param text what the server says of it, the last line without the code
     */
    public record Answer(int code, String text) {
        /** Returns whether it was done. */
        public boolean isGood() {
            return code < 400;
        }

        /** Returns whether it is worth while to ask again later. */
        public boolean isTemporary() {
            return code >= 400 && code < 500;
        }
    }

    /**
     * Connects to a server.
     *
     * @param address of TCP, or the path of a socket
     * @param patience how long the whole conversation may take; then every method fails
     * @throws IOException if nobody listens there
     */
    public static LmtpClient connect(SocketAddress address, Duration patience) throws IOException {
        return new LmtpClient(SocketChannel.open(address), patience);
    }

    /** Sockets of this kind know no time limit of their own. */
    private void endAfter(Duration patience) {
        try {
            Thread.sleep(patience);
            channel.close();
        } catch (InterruptedException expected) {
            // Closed in time.
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Hands in a message for one recipient.
     *
     * @param sender addr-spec, possibly empty
     * @return the first answer that is not good, else what the server says of the message
     */
    public Answer deliver(String sender, String recipient, byte[] message) throws IOException {
        Answer greeting = answer();
        if (!greeting.isGood()) {
            return greeting;
        }
        for (String command :
                new String[] {
                    "LHLO localhost",
                    "MAIL FROM:<" + sender + "> SIZE=" + message.length,
                    "RCPT TO:<" + recipient + ">",
                    "DATA"
                }) {
            wire.write(command);
            wire.flush();
            Answer answer = answer();
            if (!answer.isGood()) {
                return answer;
            }
        }
        wire.writeData(message);
        Answer answer = answer();
        wire.write("QUIT");
        wire.flush();
        return answer;
    }

    private Answer answer() throws IOException {
        while (true) {
            Wire.@Nullable Line line = wire.readLine();
            if (line == null) {
                throw new EOFException("the service ended the conversation");
            }
            String text = line.text();
            if (!text.matches("[2-5][0-9]{2}(?:[ -].*)?")) {
                throw new IOException("the service does not speak LMTP");
            }
            if (text.length() == 3 || text.charAt(3) == ' ') {
                return new Answer(
                        Integer.parseInt(text.substring(0, 3)),
                        text.substring(Math.min(4, text.length())));
            }
        }
    }

    @Override
    public void close() throws IOException {
        watch.interrupt();
        channel.close();
    }
}
