package org.perdure.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.delivery.Tokens.Token;
import org.perdure.html.Colours;
import org.perdure.html.Furniture;
import org.perdure.html.Link;
import org.perdure.message.ListName;
import org.perdure.message.MailingList;
import org.perdure.message.MailingList.Banner;
import org.perdure.message.MailingList.Masking;
import org.perdure.server.Configuration.Watch.Kind;

class ConfigurationFileTest {
    private static final String FULL =
            """
            title: Lists of Example
            server:
              port: 9090
              bind: 0.0.0.0
              publicBase: https://lists.example.org/
            lists:
              - name: quill
                description: "About quills: all of them"
                addresses: [quill@example.org]
                hosts: [Lists.Example.ORG]
                banner:
                  title: OLD
                  text: Moved to https://lists.example.org/
                masking: none
              - name: ink
            """;

    @TempDir private Path folder;
    private Path path;
    private ConfigurationFile file;

    @BeforeEach
    void setUp() {
        path = folder.resolve("perdure.yaml");
        file = new ConfigurationFile(path);
    }

    private Configuration read(String text) throws IOException {
        Files.writeString(path, text);
        return file.read();
    }

    @Nested
    class Reading {
        @Test
        void understandsEveryKey() throws IOException {
            Configuration configuration = read(FULL);
            assertThat(configuration.title()).isEqualTo("Lists of Example");
            assertThat(configuration.server())
                    .isEqualTo(
                            new Configuration.Server(
                                    9090,
                                    "0.0.0.0",
                                    "https://lists.example.org",
                                    Configuration.Limits.DEFAULT));
            assertThat(configuration.lists())
                    .containsExactly(
                            new MailingList(
                                    new ListName("quill"),
                                    "About quills: all of them",
                                    List.of("quill@example.org"),
                                    List.of("lists.example.org"),
                                    new Banner("OLD", "Moved to https://lists.example.org/"),
                                    Masking.NONE),
                            MailingList.named(new ListName("ink")));
        }

        @Test
        void understandsWhatStandsAroundPages() throws IOException {
            Furniture furniture =
                    read("""
                                    banner:
                                      title: Moves
                                      text: See https://lists.example.org/
                                    footer: Run by Example
                                    links:
                                      - text: Example
                                        href: https://www.example.org/
                                    colours:
                                      light: {link: "#004488"}
                                      dark: {paper: "#000000", link: "#FFCC00"}
                                    """)
                            .furniture();
            assertThat(furniture)
                    .isEqualTo(
                            new Furniture(
                                    new Banner("Moves", "See https://lists.example.org/"),
                                    "Run by Example",
                                    List.of(new Link("Example", "https://www.example.org/", null)),
                                    new Colours(
                                            Map.of("link", "#004488"),
                                            Map.of("paper", "#000000", "link", "#ffcc00"))));
            assertThat(read("title: a").furniture()).isEqualTo(Furniture.NONE);
        }

        @Test
        void understandsLimits() throws IOException {
            Configuration configuration =
                    read(
                            """
                            server:
                              limits:
                                searches: 60
                                proxies: [192.0.2.1, "2001:db8::1"]
                            """);
            assertThat(configuration.server().limits())
                    .isEqualTo(
                            new Configuration.Limits(
                                    60,
                                    6_000,
                                    Set.of(
                                            InetAddress.ofLiteral("192.0.2.1"),
                                            InetAddress.ofLiteral("2001:db8::1"))));
        }

        @ParameterizedTest
        @CsvSource({
            "searches: -1, false",
            "searches: 0, true",
            "requests: 10000000, true",
            "requests: 10000001, false",
            "proxies: [example.org], false"
        })
        void takesLimitsThatCanBe(String limit, boolean taken) {
            ThrowingCallable reading = () -> read("server:\n  limits:\n    " + limit + "\n");
            if (taken) {
                assertThatCode(reading).doesNotThrowAnyException();
            } else {
                assertThatThrownBy(reading).isInstanceOf(Failure.class);
            }
        }

        @Test
        void understandsTheWaysInForMail() throws IOException {
            Configuration configuration =
                    read(
                            """
                            lmtp:
                              port: 2424
                              bind: 0.0.0.0
                            tokens:
                              - sha256: "%1$s"
                                lists: [quill]
                              - sha256: %2$s
                            watch:
                              - list: quill
                                maildir: /var/mail/quill
                              - list: ink
                                folder: drop
                            """
                                    .formatted("0A".repeat(32), "ff".repeat(32)));
            assertThat(configuration.lmtp()).isEqualTo(new Configuration.Lmtp(2424, "0.0.0.0"));
            assertThat(configuration.tokens())
                    .containsExactly(
                            new Token(
                                    HexFormat.of().parseHex("0a".repeat(32)),
                                    Set.of(new ListName("quill"))),
                            new Token(HexFormat.of().parseHex("ff".repeat(32)), Set.of()));
            assertThat(configuration.watches())
                    .containsExactly(
                            new Configuration.Watch(
                                    new ListName("quill"),
                                    Kind.MAILDIR,
                                    Path.of("/var/mail/quill")),
                            new Configuration.Watch(
                                    new ListName("ink"), Kind.FOLDER, Path.of("drop")));
            assertThat(read("lmtp: {port: 1}").lmtp())
                    .isEqualTo(new Configuration.Lmtp(1, "127.0.0.1"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "lmtp: {}",
                    "lmtp: {port: 65536}",
                    "lmtp: {port: -1}",
                    "tokens: [{sha256: secret}]",
                    "tokens: [{lists: [quill]}]",
                    "tokens: [null]",
                    "tokens: [{sha256: \"%s\", lists: []}]",
                    "tokens: [{sha256: \"%s\", lists: [A B]}]",
                    "watch: [{list: quill}]",
                    "watch: [{maildir: /x}]",
                    "watch: [{list: quill, folder: /x, maildir: /x}]",
                    "watch: [{list: quill, folder: \" \"}]",
                    "watch: [{folder: /x}]",
                    "watch: [null]",
                })
        void refusesWaysInThatCannotBe(String text) {
            assertThatThrownBy(() -> read(text.formatted("00".repeat(32))))
                    .isInstanceOf(Failure.class)
                    .hasMessageStartingWith("perdure.yaml");
        }

        @Test
        void needsNoFile() throws IOException {
            assertThat(file.read()).isEqualTo(Configuration.EMPTY);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "\n\n", "# nothing but a comment\n", "lists:\n", "server:\n"})
        void takesNothingForTheDefaults(String text) throws IOException {
            assertThat(read(text)).isEqualTo(Configuration.EMPTY);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                textBlock =
                        """
                        titel: x                          | line 1: there is no key “titel”; keys here are banner, colours, footer, links, lists, lmtp, server, title, tokens, watch
                        server:~  prot: 80                | line 2: there is no key “prot”; keys here are bind, limits, port, publicBase
                        lists:~  - nam: a~                | line 2: there is no key “nam”
                        x: 1~title: a~server:~  port: 1~  | line 1: there is no key “x”
                        lists:~  - name: a~    banne: x   | line 3: there is no key “banne”
                        server:~  port: many              | line 2: the value of “server.port” does not fit
                        server:~  port: 65536             | server.port is 65536
                        server:~  publicBase: example.org | server.publicBase is “example.org”
                        lists: quill                      | line 1: the value of “lists” does not fit
                        lists:~  - name: Quill            | “Quill” cannot be the name of a list
                        lists:~  - name: search           | a list cannot be called “search”: /search is an address
                        lists:~  - description: x         | a list has no name
                        lists:~  - name: a~  - name: a    | the list a stands there twice
                        lists:~  - name: a~    masking: x | masking of a is “x”
                        lists:~  - name: a~    no-archive: x | no-archive of a is “x”
                        lists:~  - name: a~    hosts: [null] | one of the hosts of a is empty
                        lists:~  - name: a~    addresses: [null] | one of the addresses of a is empty
                        server: {                         | this is not YAML
                        links: [{text: a}]                | an entry of links needs a text, and an href
                        links: [{href: "https://x/"}]     | an entry of links needs a text, and an href
                        links: [{text: a, href: "javascript:alert(1)"}] | an entry of links needs a text, and an href
                        links: [null]                     | an entry of links is empty
                        colours: {light: {lnk: "#123456"}} | there is no colour light.lnk; there are paper,
                        colours: {dark: {link: red}}      | dark.link is “red”, not like #0f5a78
                        colours: {light: {link: "#aaaaaa"}} | light.link on light.paper has a contrast of 2.2
                        """)
        void saysWhereAMistakeIs(String text, String complaint) {
            assertThatThrownBy(() -> read(text.replace('~', '\n')))
                    .isInstanceOf(Failure.class)
                    .hasMessageStartingWith("perdure.yaml")
                    .hasMessageContaining(complaint)
                    .hasMessageNotContaining("org.perdure")
                    .hasMessageNotContaining("java.");
        }
    }

    @Nested
    class Adding {
        private final MailingList list =
                new MailingList(
                        new ListName("ink"),
                        "yes",
                        List.of("ink@example.org"),
                        List.of("lists.example.org"),
                        new Banner("# old", "two: words"),
                        Masking.PAGES);

        @Test
        void makesTheFile() throws IOException {
            file.add(list);
            assertThat(file.read().lists()).containsExactly(list);
        }

        @Test
        void leavesWhatIsThereAsItIs() throws IOException {
            String before = "# mine\nserver:\n  port: 1 # low\nlists:\n  - name: quill\n";
            Files.writeString(path, before);
            file.add(list);
            assertThat(Files.readString(path)).startsWith(before);
            assertThat(file.read().lists())
                    .containsExactly(MailingList.named(new ListName("quill")), list);
        }

        @Test
        void needsNoLineEndAtTheEnd() throws IOException {
            Files.writeString(path, "lists:\n  - name: quill");
            file.add(list);
            assertThat(file.read().lists()).hasSize(2);
        }

        @Test
        void beginsTheListsWhereThereAreNone() throws IOException {
            Files.writeString(path, "server:\n  port: 1\n");
            file.add(list);
            assertThat(file.read().lists()).containsExactly(list);
            assertThat(file.read().server().port()).isEqualTo(1);
        }

        @Test
        void doesNothingForAListThatIsThere() throws IOException {
            String before = "lists:\n  - name: ink\n";
            Files.writeString(path, before);
            file.add(list);
            assertThat(path).hasContent(before);
        }

        @Test
        void changesNothingWhereItCannotBeDoneWell() throws IOException {
            String before = "lists: [{name: quill}]\nserver:\n  port: 1\n";
            Files.writeString(path, before);
            assertThatThrownBy(() -> file.add(list))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("cannot be added at the end");
            assertThat(path).hasContent(before);
        }
    }

    @Nested
    class Profiles {
        @Test
        void knowXenDevel() throws IOException {
            MailingList list = ConfigurationFile.profile(new ListName("xen-devel"));
            assertThat(list.hosts())
                    .containsExactlyInAnyOrder(
                            "lists.xensource.com",
                            "lists.xen.org",
                            "lists.xenproject.org",
                            "old-list-archives.xen.org",
                            "old-list-archives.xenproject.org");
            assertThat(list.addresses())
                    .containsExactlyInAnyOrder(
                            "xen-devel@lists.xensource.com",
                            "xen-devel@lists.xen.org",
                            "xen-devel@lists.xenproject.org",
                            "xen-devel@lists.sourceforge.net");
            assertThat(list.banner())
                    .isNotNull()
                    .extracting(Banner::title)
                    .isEqualTo("WARNING - OLD ARCHIVES");
        }

        @Test
        void surviveWritingAndReading() throws IOException {
            MailingList list = ConfigurationFile.profile(new ListName("xen-devel"));
            file.add(list);
            assertThat(file.read().lists()).containsExactly(list);
        }

        @Test
        void nameOthersOnly() throws IOException {
            ListName name = new ListName("quill");
            assertThat(ConfigurationFile.profile(name)).isEqualTo(MailingList.named(name));
        }
    }
}
