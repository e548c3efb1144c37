package org.perdure.lmtp;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.perdure.delivery.Inbox;
import org.perdure.delivery.MemoryBudget;
import org.perdure.delivery.Postmark;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for clients that bring mail over LMTP, at a TCP port or a Unix domain socket. Each has a
 * virtual thread of its own.
 */
public final class LmtpServer implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(LmtpServer.class);

    private static final int BACKLOG = 64;

    /** How often to look for clients that say nothing. */
    private static final Duration LOOK = Duration.ofMillis(500);

    /** How long to wait when no connection can be taken, as with too many open files. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** How long the last answers may take when the server is closed. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final byte[] TOO_MANY =
            "421 4.3.2 Too many connections\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocketChannel listening;
    private final LmtpSession.Terms terms;
    private final Map<SocketChannel, LmtpSession> connections = new ConcurrentHashMap<>();
    private volatile boolean closed;

    private LmtpServer(ServerSocketChannel listening, LmtpSession.Terms terms) {
        this.listening = listening;
        this.terms = terms;
    }

    /**
     * What clients may take of the server.
     *
     * @param connections how many may be connected; further ones are told to come again
     * @param idle how long one may say nothing
     * @param messageBytes longest message
     */
    record Limits(int connections, Duration idle, int messageBytes) {
        static final Limits STANDARD = new Limits(100, Wire.IDLE, Inbox.MAX_MESSAGE_BYTES);
    }

    /**
     * Begins to listen.
     *
     * @param address of TCP, or the path of a socket that does not exist
     * @param way what the ledger calls this way in, one word
     * @throws IOException if the address cannot be had
     */
    public static LmtpServer listen(
            SocketAddress address,
            String way,
            Recipients recipients,
            Inbox inbox,
            Postmark postmark,
            MemoryBudget budget)
            throws IOException {
        var terms =
                new LmtpSession.Terms(
                        "localhost", way, recipients, inbox, postmark, budget, Limits.STANDARD);
        return listen(address, terms);
    }

    static LmtpServer listen(SocketAddress address, LmtpSession.Terms terms) throws IOException {
        ServerSocketChannel listening =
                address instanceof UnixDomainSocketAddress
                        ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                        : ServerSocketChannel.open();
        LmtpServer server = null;
        try {
            listening.bind(address, BACKLOG);
            server = new LmtpServer(listening, terms);
        } finally {
            if (server == null) {
                listening.close();
            }
        }
        Thread.ofPlatform().daemon().name(terms.way() + "-accept").start(server::accept);
        Thread.ofVirtual().name(terms.way() + "-idle").start(server::endIdle);
        return server;
    }

    /** Returns where it listens, with the port in use. */
    public SocketAddress address() throws IOException {
        return listening.getLocalAddress();
    }

    private void accept() {
        while (!closed) {
            try {
                take(listening.accept());
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                LOG.warn("no connection can be taken: {}", e.getMessage());
                sleep(PAUSE);
            }
        }
    }

    private void take(SocketChannel channel) throws IOException {
        if (connections.size() >= terms.limits().connections()) {
            try (channel) {
                channel.configureBlocking(false); // Who does not listen is not waited for.
                channel.write(ByteBuffer.wrap(TOO_MANY));
            }
            return;
        }
        LmtpSession session = new LmtpSession(new Wire(channel, terms.limits().idle()), terms);
        connections.put(channel, session);
        Thread.ofVirtual().name(terms.way() + "-session").start(() -> talk(channel, session));
    }

    private void talk(SocketChannel channel, LmtpSession session) {
        try (channel) {
            session.run();
        } catch (IOException e) {
            LOG.debug("a client is gone: {}", e.getMessage());
        } catch (RuntimeException | Error e) {
            // The edge: one conversation. The client does not get its answer, and comes again.
            LOG.error("a conversation failed, {}", UUID.randomUUID(), e);
        } finally {
            connections.remove(channel);
        }
    }

    private void endIdle() {
        while (!closed) {
            sleep(LOOK);
            long now = System.nanoTime();
            connections.forEach(
                    (channel, session) -> {
                        if (session.isOverdue(now)) {
                            end(channel);
                        }
                    });
        }
    }

    private static void end(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("a connection does not close: {}", e.getMessage());
        }
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Takes no more clients, and ends all conversations, those in the middle of a message too. Who
     * waits to hear of a message that is here gets some time: the inbox should have been closed
     * before.
     */
    @Override
    public void close() throws IOException {
        closed = true;
        listening.close();
        long end = System.nanoTime() + GRACE.toNanos();
        while (System.nanoTime() - end < 0
                && connections.values().stream().anyMatch(LmtpSession::isAnswering)) {
            sleep(Duration.ofMillis(5));
        }
        connections.keySet().forEach(LmtpServer::end);
    }
}
