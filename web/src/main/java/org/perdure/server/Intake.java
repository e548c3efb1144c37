package org.perdure.server;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.api.Submissions;
import org.perdure.delivery.MaildirWatch;
import org.perdure.delivery.MemoryBudget;
import org.perdure.delivery.Postmark;
import org.perdure.delivery.Tokens;
import org.perdure.ingest.DeliveryQueue;
import org.perdure.ingest.FolderWatch;
import org.perdure.lmtp.LmtpServer;
import org.perdure.store.ArchiveStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ways by which mail comes in while an archive is served: LMTP at a port and at a socket in the
 * folder of the archive, Maildirs, and what the API is given: all these end in one queue. Folders
 * that files are put into are imported from.
 */
final class Intake implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final ArchiveFolder folder;
    private final IndexUpdates updates;
    private final ListAddresses lists;
    private final DeliveryQueue queue;
    private final Postmark postmark = new Postmark(InstantSource.system());
    private final MemoryBudget budget = new MemoryBudget(MemoryBudget.STANDARD_BYTES);
    private final List<Closeable> watches = new ArrayList<>();
    private final List<LmtpServer> servers = new ArrayList<>();
    private volatile Configuration configuration;
    private @Nullable LmtpServer tcp;
    private boolean ownsSocket;

    private Intake(
            ArchiveFolder folder,
            Configuration configuration,
            ArchiveStore store,
            IndexUpdates updates) {
        this.folder = folder;
        this.updates = updates;
        this.lists = new ListAddresses(configuration, store);
        this.configuration = configuration;
        this.queue =
                new DeliveryQueue(
                        folder::openWriter, list -> this.configuration.rules(list), updates::add);
    }

    /**
     * Opens all ways that are configured.
     *
     * @param lmtp where mail servers hand in mail, if they can
     * @param updates is told of mail that was filed
     * @throws Failure if the port cannot be had
     */
    static Intake open(
            ArchiveFolder folder,
            Configuration configuration,
            ArchiveStore store,
            Configuration.@Nullable Lmtp lmtp,
            IndexUpdates updates)
            throws IOException {
        Intake intake = new Intake(folder, configuration, store, updates);
        boolean opened = false;
        try {
            if (lmtp != null) {
                intake.listen(lmtp);
            }
            intake.listenInFolder();
            for (Configuration.Watch watch : configuration.watches()) {
                intake.watch(watch, store);
            }
            opened = true;
            return intake;
        } finally {
            if (!opened) {
                intake.close();
            }
        }
    }

    private void listen(Configuration.Lmtp lmtp) throws IOException {
        try {
            tcp =
                    LmtpServer.listen(
                            new InetSocketAddress(lmtp.bind(), lmtp.port()),
                            "lmtp",
                            lists,
                            queue,
                            postmark,
                            budget);
            servers.add(tcp);
        } catch (SocketException | UnresolvedAddressException e) {
            throw new Failure(
                    "mail cannot be taken at port "
                            + lmtp.port()
                            + " of "
                            + lmtp.bind()
                            + ": it is taken, or the address is not one of this machine",
                    e);
        }
    }

    /** Without this way, {@code deliver} writes to the archive by itself. */
    private void listenInFolder() {
        Path socket = folder.socket();
        try {
            if (isAnswered(socket)) {
                LOG.info("another service of {} takes mail at its socket", folder);
                return;
            }
            Files.deleteIfExists(socket);
            servers.add(
                    LmtpServer.listen(
                            UnixDomainSocketAddress.of(socket),
                            "pipe",
                            lists,
                            queue,
                            postmark,
                            budget));
            ownsSocket = true;
            // Who may write to the archive, and nobody else.
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            LOG.info("no mail is taken at {}: {}", socket, e.getMessage());
        }
    }

    /** Returns whether somebody listens, so that the file is not what a dead service left. */
    private static boolean isAnswered(Path socket) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return channel.isConnected();
        } catch (IOException expected) {
            // Nobody, or not even a file.
            return false;
        }
    }

    private void watch(Configuration.Watch watch, ArchiveStore store) {
        Path path = folder.path().resolve(watch.folder());
        switch (watch.kind()) {
            case MAILDIR -> {
                MaildirWatch watching = new MaildirWatch(path, watch.list(), queue, store);
                watching.start();
                watches.add(watching);
            }
            case FOLDER -> {
                FolderWatch watching =
                        new FolderWatch(
                                path,
                                watch.list(),
                                () -> configuration.rules(watch.list()),
                                folder::openImport,
                                updates::look);
                watching.start();
                watches.add(watching);
            }
        }
    }

    /** Goes by what is said now of lists and of who may hand in mail; the ways stay. */
    void configure(Configuration other) {
        configuration = other;
        lists.describe(other);
    }

    /** Returns what the API needs to take mail, as is said now. */
    Submissions submissions() {
        return new Submissions(
                new Tokens(configuration.tokens()), lists::takes, queue, postmark, budget);
    }

    /** Returns the port of LMTP in use, 0 if there is none. */
    int lmtpPort() throws IOException {
        return tcp != null && tcp.address() instanceof InetSocketAddress address
                ? address.getPort()
                : 0;
    }

    /** Takes no more mail; what is here is filed, and its senders are told. */
    @Override
    public void close() throws IOException {
        try {
            for (Closeable watch : watches) {
                watch.close();
            }
        } finally {
            queue.close();
            for (LmtpServer server : servers) {
                server.close();
            }
            if (ownsSocket) {
                Files.deleteIfExists(folder.socket());
            }
        }
    }
}
