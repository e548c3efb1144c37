package org.perdure.server;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.perdure.delivery.Tokens.Token;
import org.perdure.html.Furniture;
import org.perdure.ingest.FilingRules;
import org.perdure.message.ListName;
import org.perdure.message.MailingList;

/**
 * What an operator says of an archive: the content of its {@code perdure.yaml}.
 *
 * @param title what the archive is called on its pages; empty for the default
 * @param furniture what stands around its pages
 * @param server how it is served
 * @param lmtp where mail servers hand in mail; absent if they cannot
 * @param tokens who may hand in mail over HTTP
 * @param watches Maildirs and folders that others put mail into
 * @param lists its lists, in the order written
 */
record Configuration(
        String title,
        Furniture furniture,
        Server server,
        @Nullable Lmtp lmtp,
        List<Token> tokens,
        List<Watch> watches,
        List<MailingList> lists) {
    /** Nothing said. */
    static final Configuration EMPTY =
            new Configuration(
                    "", Furniture.NONE, Server.DEFAULT, null, List.of(), List.of(), List.of());

    Configuration {
        tokens = List.copyOf(tokens);
        watches = List.copyOf(watches);
        lists = List.copyOf(lists);
    }

    /** Returns the same with other lists. */
    Configuration withLists(List<MailingList> others) {
        return new Configuration(title, furniture, server, lmtp, tokens, watches, others);
    }

    /** Returns the keys of which a service that goes by this takes over others only at a start. */
    List<String> keysOfStart(Configuration other) {
        List<String> keys = new ArrayList<>();
        if (server.port() != other.server.port()
                || !server.bind().equals(other.server.bind())
                || !server.limits().equals(other.server.limits())) {
            keys.add("server");
        }
        if (!Objects.equals(lmtp, other.lmtp)) {
            keys.add("lmtp");
        }
        if (!watches.equals(other.watches)) {
            keys.add("watch");
        }
        return keys;
    }

    /** Returns what is said of a list. */
    Optional<MailingList> findList(ListName name) {
        return lists.stream().filter(list -> list.name().equals(name)).findFirst();
    }

    /** Returns how mail of a list is filed. */
    FilingRules rules(ListName list) {
        return FilingRules.of(findList(list).orElseGet(() -> MailingList.named(list)));
    }

    /** Returns the lists by name. */
    Map<ListName, MailingList> listsByName() {
        Map<ListName, MailingList> byName = new LinkedHashMap<>();
        lists.forEach(list -> byName.put(list.name(), list));
        return byName;
    }

    /**
     * How an archive is served.
     *
     * @param port TCP port, 1 to 65535; 0 for one that is free
     * @param bind address of the network interface to listen at, such as {@code 127.0.0.1}, or
     *     {@code 0.0.0.0} for all
     * @param publicBase scheme and host under which the archive is known, such as {@code
     *     https://lists.example.org}, without a slash at the end; empty if there is none
     * @param limits how much a client may ask for
     */
    record Server(int port, String bind, String publicBase, Limits limits) {
        /** What serves one machine: nobody else can reach it until an operator says so. */
        static final Server DEFAULT = new Server(8080, "127.0.0.1", "", Limits.DEFAULT);
    }

    /**
     * How much each client that is not on this machine may ask for in a minute.
     *
     * @param searches how many searches, 0 for as many as it likes
     * @param requests how many other requests, 0 for as many as it likes
     * @param proxies hosts that are believed whom they ask for, beside this machine
     */
    record Limits(int searches, int requests, Set<InetAddress> proxies) {
        /** What no reader reaches, and no polite program. */
        static final Limits DEFAULT = new Limits(600, 6_000, Set.of());

        /** Everything for everybody. */
        static final Limits NONE = new Limits(0, 0, Set.of());

        /** The most that can be said, so that a request has some microseconds. */
        static final int MAX = 10_000_000;

        Limits {
            proxies = Set.copyOf(proxies);
        }
    }

    /**
     * Where mail servers hand in mail over LMTP.
     *
     * @param port TCP port, 0 for one that is free
     * @param bind address of the network interface to listen at
     */
    record Lmtp(int port, String bind) {
        /** Only programs of this machine can reach it. */
        static final String LOOPBACK = "127.0.0.1";
    }

    /**
     * A folder whose mail belongs to a list.
     *
     * @param kind what it is
     * @param folder where it is; one that is not absolute is below the folder of the archive
     */
    record Watch(ListName list, Kind kind, Path folder) {
        /** How mail gets there. */
        enum Kind {
            /** Delivered: each file is whole when it is there. */
            MAILDIR,
            /** Put there in any way, also bit by bit. */
            FOLDER
        }
    }
}
