package org.perdure.server;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.perdure.delivery.Tokens.Token;
import org.perdure.html.Colours;
import org.perdure.html.FixedNames;
import org.perdure.html.Furniture;
import org.perdure.html.Link;
import org.perdure.message.ListName;
import org.perdure.message.MailingList;
import org.perdure.message.MailingList.Banner;
import org.perdure.message.MailingList.Masking;
import org.perdure.message.MailingList.NoArchivePolicy;
import org.perdure.message.Tree;
import org.perdure.server.Configuration.Watch.Kind;

/** The keys of {@code perdure.yaml} as they are written, and what they mean. */
record Settings(
        @Nullable String title,
        @Nullable BannerSettings banner,
        @Nullable String footer,
        @Nullable List<@Nullable LinkSettings> links,
        @Nullable ColourSettings colours,
        @Nullable ServerSettings server,
        @Nullable LmtpSettings lmtp,
        @Nullable List<@Nullable TokenSettings> tokens,
        @Nullable List<@Nullable WatchSettings> watch,
        @Nullable List<@Nullable ListSettings> lists) {
    private static final int MAX_PORT = 65_535;

    /** Returns what they mean; a {@link Failure} names the file. */
    Configuration toConfiguration(String file) {
        List<MailingList> all = new ArrayList<>();
        Set<ListName> names = new HashSet<>();
        for (ListSettings settings : orEmpty(lists)) {
            if (settings == null) {
                throw new Failure(file + ": a list has no name");
            }
            MailingList list = settings.toList(file);
            if (!names.add(list.name())) {
                throw new Failure(file + ": the list " + list.name() + " stands there twice");
            }
            all.add(list);
        }
        return new Configuration(
                Objects.requireNonNullElse(title, ""),
                furniture(file),
                server == null ? Configuration.Server.DEFAULT : server.toServer(file),
                lmtp == null ? null : lmtp.toLmtp(file),
                orEmpty(tokens).stream()
                        .map(token -> present(token, file, "tokens").toToken(file))
                        .toList(),
                orEmpty(watch).stream()
                        .map(each -> present(each, file, "watch").toWatch(file))
                        .toList(),
                all);
    }

    private Furniture furniture(String file) {
        return new Furniture(
                banner == null ? null : banner.toBanner(),
                Objects.requireNonNullElse(footer, ""),
                orEmpty(links).stream()
                        .map(link -> present(link, file, "links").toLink(file))
                        .toList(),
                colours == null ? Colours.NONE : colours.toColours(file));
    }

    private static <T> T present(@Nullable T entry, String file, String key) {
        if (entry == null) {
            throw new Failure(file + ": an entry of " + key + " is empty");
        }
        return entry;
    }

    private static int port(@Nullable Integer port, int otherwise, String file, String key) {
        int number = Objects.requireNonNullElse(port, otherwise);
        if (number < 0 || number > MAX_PORT) {
            throw new Failure(file + ": " + key + " is " + number + ", not from 0 to 65535");
        }
        return number;
    }

    private static ListName listName(@Nullable String name, String file, String of) {
        if (name == null || !ListName.isValid(name)) {
            throw new Failure(
                    file
                            + (name == null
                                    ? ": " + of + " has no name"
                                    : ": “" + name + "” cannot be the name of a list"));
        }
        return new ListName(name);
    }

    /** A link at the end of all pages as written. */
    record LinkSettings(@Nullable String text, @Nullable String href) {
        private static final Pattern HREF = Pattern.compile("(?:https?://|mailto:|/)\\S+");

        Link toLink(String file) {
            if (text == null || text.isBlank() || href == null || !HREF.matcher(href).matches()) {
                throw new Failure(
                        file
                                + ": an entry of links needs a text, and an href such as"
                                + " https://example.org/, mailto:owner@example.org or /my-list/");
            }
            return new Link(text, href, null);
        }
    }

    /** Colours as written. */
    record ColourSettings(
            @Nullable Map<String, @Nullable String> light,
            @Nullable Map<String, @Nullable String> dark) {
        Colours toColours(String file) {
            Colours chosen = new Colours(texts(light), texts(dark));
            if (!chosen.faults().isEmpty()) {
                throw new Failure(file + ": colours: " + String.join("; ", chosen.faults()));
            }
            return chosen;
        }

        private static Map<String, String> texts(@Nullable Map<String, @Nullable String> written) {
            Map<String, String> texts = new HashMap<>();
            if (written != null) {
                written.forEach(
                        (name, colour) ->
                                texts.put(
                                        name,
                                        Objects.requireNonNullElse(colour, "")
                                                .toLowerCase(Locale.ROOT)));
            }
            return texts;
        }
    }

    /** The server as written. */
    record ServerSettings(
            @Nullable Integer port,
            @Nullable String bind,
            @Nullable String publicBase,
            @Nullable LimitSettings limits) {
        Configuration.Server toServer(String file) {
            Configuration.Server standard = Configuration.Server.DEFAULT;
            int number = Settings.port(port, standard.port(), file, "server.port");
            String base = Objects.requireNonNullElse(publicBase, "").replaceAll("/+$", "");
            if (!base.isEmpty() && !base.matches("https?://[^/\\s]+")) {
                throw new Failure(
                        file
                                + ": server.publicBase is “"
                                + base
                                + "”, not like https://lists.example.org");
            }
            return new Configuration.Server(
                    number,
                    Objects.requireNonNullElse(bind, standard.bind()),
                    base,
                    limits == null ? standard.limits() : limits.toLimits(file));
        }
    }

    /** How much a client may ask for as written. */
    record LimitSettings(
            @Nullable Integer searches,
            @Nullable Integer requests,
            @Nullable List<String> proxies) {
        Configuration.Limits toLimits(String file) {
            Configuration.Limits standard = Configuration.Limits.DEFAULT;
            return new Configuration.Limits(
                    limit(searches, standard.searches(), file, "searches"),
                    limit(requests, standard.requests(), file, "requests"),
                    orEmpty(proxies).stream()
                            .map(proxy -> address(proxy, file))
                            .collect(Collectors.toSet()));
        }

        private static int limit(@Nullable Integer limit, int otherwise, String file, String key) {
            int number = Objects.requireNonNullElse(limit, otherwise);
            if (number < 0 || number > Configuration.Limits.MAX) {
                throw new Failure(
                        file
                                + ": server.limits."
                                + key
                                + " is "
                                + number
                                + ", not from 0 to "
                                + Configuration.Limits.MAX);
            }
            return number;
        }

        private static InetAddress address(@Nullable String proxy, String file) {
            try {
                return InetAddress.ofLiteral(String.valueOf(proxy));
            } catch (IllegalArgumentException e) {
                throw new Failure(
                        file + ": a proxy of server.limits is “" + proxy + "”, not an IP address",
                        e);
            }
        }
    }

    /** The way in for mail servers as written. */
    record LmtpSettings(@Nullable Integer port, @Nullable String bind) {
        Configuration.Lmtp toLmtp(String file) {
            if (port == null) {
                throw new Failure(file + ": lmtp has no port");
            }
            return new Configuration.Lmtp(
                    Settings.port(port, 0, file, "lmtp.port"),
                    Objects.requireNonNullElse(bind, Configuration.Lmtp.LOOPBACK));
        }
    }

    /** A token as written. */
    record TokenSettings(@Nullable String sha256, @Nullable List<String> lists) {
        Token toToken(String file) {
            if (sha256 == null || !sha256.matches("[0-9A-Fa-f]{64}")) {
                throw new Failure(
                        file
                                + ": a token needs sha256: the SHA-256 of the token as 64"
                                + " hexadecimal digits");
            }
            // A list of none is for none, and not, as without the key, for all.
            if (lists != null && lists.isEmpty()) {
                throw new Failure(file + ": a token is for no list; leave lists out for all");
            }
            return new Token(
                    HexFormat.of().parseHex(sha256.toLowerCase(Locale.ROOT)),
                    orEmpty(lists).stream()
                            .map(name -> Settings.listName(name, file, "a list of a token"))
                            .collect(Collectors.toSet()));
        }
    }

    /** A watched Maildir or folder as written. */
    record WatchSettings(@Nullable String list, @Nullable String maildir, @Nullable String folder) {
        Configuration.Watch toWatch(String file) {
            boolean isMaildir = maildir != null && !maildir.isBlank();
            boolean isFolder = folder != null && !folder.isBlank();
            if (isMaildir == isFolder) {
                throw new Failure(
                        file
                                + ": an entry of watch has "
                                + (isMaildir ? "both maildir and folder" : "no maildir or folder"));
            }
            return new Configuration.Watch(
                    Settings.listName(list, file, "the list of an entry of watch"),
                    isMaildir ? Kind.MAILDIR : Kind.FOLDER,
                    Path.of(Objects.requireNonNull(isMaildir ? maildir : folder)));
        }
    }

    /** A list as written. */
    record ListSettings(
            @Nullable String name,
            @Nullable String description,
            @Nullable List<@Nullable String> addresses,
            @Nullable List<@Nullable String> hosts,
            @Nullable BannerSettings banner,
            @Nullable String masking,
            @JsonProperty("no-archive") @Nullable String noArchive,
            @Nullable List<@Nullable TreeSettings> trees) {
        private static final String IGNORE = "ignore";
        private static final String HIDE = "hide";
        private static final String HONOUR = "honour";

        static ListSettings of(MailingList list) {
            Banner banner = list.banner();
            return new ListSettings(
                    list.name().value(),
                    list.description(),
                    list.addresses(),
                    list.hosts(),
                    banner == null ? null : new BannerSettings(banner.title(), banner.text()),
                    list.masking().name().toLowerCase(Locale.ROOT),
                    list.noArchive() == NoArchivePolicy.HIDE
                            ? null
                            : list.noArchive().name().toLowerCase(Locale.ROOT),
                    list.trees().isEmpty()
                            ? null
                            : list.trees().stream().map(TreeSettings::of).toList());
        }

        MailingList toList(String file) {
            ListName checked = Settings.listName(name, file, "a list");
            if (FixedNames.contains(checked)) {
                throw new Failure(file + ": " + FixedNames.complaint(checked));
            }
            return new MailingList(
                    checked,
                    Objects.requireNonNullElse(description, ""),
                    texts(file, "addresses", addresses),
                    texts(file, "hosts", hosts).stream()
                            .map(host -> host.toLowerCase(Locale.ROOT))
                            .toList(),
                    banner == null ? null : banner.toBanner(),
                    masking(file),
                    noArchive(file),
                    trees(file));
        }

        private List<Tree> trees(String file) {
            Set<String> names = new HashSet<>();
            List<Tree> all = new ArrayList<>();
            for (TreeSettings settings : orEmpty(trees)) {
                Tree tree = present(settings, file, "trees of " + name).toTree(file);
                if (!names.add(tree.name())) {
                    throw new Failure(
                            file + ": the tree " + tree.name() + " of " + name + " stands twice");
                }
                all.add(tree);
            }
            return all;
        }

        private NoArchivePolicy noArchive(String file) {
            return switch (Objects.requireNonNullElse(noArchive, HIDE)) {
                case IGNORE -> NoArchivePolicy.IGNORE;
                case HIDE -> NoArchivePolicy.HIDE;
                case HONOUR -> NoArchivePolicy.HONOUR;
                default ->
                        throw new Failure(
                                file
                                        + ": no-archive of "
                                        + name
                                        + " is “"
                                        + noArchive
                                        + "”, not hide, honour or ignore");
            };
        }

        private List<String> texts(
                String file, String key, @Nullable List<@Nullable String> values) {
            if (orEmpty(values).stream().anyMatch(Objects::isNull)) {
                throw new Failure(file + ": one of the " + key + " of " + name + " is empty");
            }
            return orEmpty(values).stream().map(Objects::requireNonNull).toList();
        }

        private Masking masking(String file) {
            return switch (Objects.requireNonNullElse(masking, "pages")) {
                case "pages" -> Masking.PAGES;
                case "none" -> Masking.NONE;
                case "all" -> Masking.ALL;
                default ->
                        throw new Failure(
                                file
                                        + ": masking of "
                                        + name
                                        + " is “"
                                        + masking
                                        + "”, not pages, none or all");
            };
        }
    }

    /** A tree of pages as written. */
    record TreeSettings(
            @Nullable String name,
            @Nullable List<String> hosts,
            @Nullable String first,
            @Nullable String last,
            @Nullable String zone,
            @Nullable List<String> envelopes) {
        static TreeSettings of(Tree tree) {
            YearMonth first = tree.first();
            YearMonth last = tree.last();
            return new TreeSettings(
                    tree.name(),
                    tree.hosts(),
                    first == null ? null : first.toString(),
                    last == null ? null : last.toString(),
                    tree.zone().getId(),
                    tree.envelopes());
        }

        Tree toTree(String file) {
            if (name == null || !Tree.isName(name)) {
                throw new Failure(file + ": a tree is called “" + name + "”");
            }
            try {
                return new Tree(
                        name,
                        lowerCase(hosts),
                        first == null ? null : YearMonth.parse(first),
                        last == null ? null : YearMonth.parse(last),
                        ZoneId.of(Objects.requireNonNullElse(zone, "UTC")),
                        lowerCase(envelopes));
            } catch (DateTimeException e) {
                throw new Failure(
                        file
                                + ": first and last of tree "
                                + name
                                + " are months such as 2011-03,"
                                + " zone is one such as America/Los_Angeles",
                        e);
            }
        }

        private static List<String> lowerCase(@Nullable List<String> texts) {
            return orEmpty(texts).stream().map(text -> text.toLowerCase(Locale.ROOT)).toList();
        }
    }

    /** A banner as written. */
    record BannerSettings(@Nullable String title, @Nullable String text) {
        Banner toBanner() {
            return new Banner(
                    Objects.requireNonNullElse(title, ""), Objects.requireNonNullElse(text, ""));
        }
    }

    private static <T extends @Nullable Object> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
