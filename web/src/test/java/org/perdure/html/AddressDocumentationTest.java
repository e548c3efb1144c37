package org.perdure.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds {@code docs/urls.md} against the grammar of the paths. */
class AddressDocumentationTest {
    private static final Path URLS = Path.of("../docs/urls.md");

    /** A row of a table whose first cells are a path and a kind, both in code font. */
    private static final Pattern ROW = Pattern.compile("\\| `(/[^`]*)` \\| `([A-Z]\\w+)` \\|.*");

    static List<Documented> addresses() throws IOException {
        return Files.readString(URLS)
                .lines()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(row -> new Documented(row.group(1), row.group(2)))
                .toList();
    }

    /**
     * An address as documented.
     *
     * @param template path with names in braces, and possibly a query
     * @param kind name of the route
     */
    record Documented(String template, String kind) {
        /** Returns a path of that form. */
        String example() {
            int query = template.indexOf('?');
            return (query < 0 ? template : template.substring(0, query))
                    .replace("{list}", "lamp-devel")
                    .replace("{month}", "2009-06")
                    .replace("{number}", "00042")
                    .replace("{msg-id}", "a%2Fb@example.org")
                    .replace("{author}", "Ada%20Quill")
                    .replace("{part}", "1.2")
                    .replace("{name}", "wick.png")
                    .replace("{file}", "oil.pdf")
                    .replace("{type}", "bad-query")
                    .replace("{n}", "1")
                    .replace("{hash}", "0123456789abcdef");
        }
    }

    static Set<String> kinds() {
        return Pages.kinds();
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void isReadAsTheKindThatIsDocumented(Documented address) {
        assertThat(address.example()).doesNotContain("{");
        assertThat(RouteParser.parse(address.example()).getClass().getSimpleName())
                .isEqualTo(address.kind());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void hasEveryKind(String kind) throws IOException {
        assertThat(addresses()).extracting(Documented::kind).contains(kind);
    }

    /** Every path in code font that begins a row of a table, or follows a method there. */
    @Test
    void beginsWithAListOrAFixedName() throws IOException {
        Pattern path = Pattern.compile("(?m)^\\|(?: [A-Z]+ \\|)? `/([^`/?]+)");
        List<String> first =
                path.matcher(Files.readString(URLS)).results().map(row -> row.group(1)).toList();
        // Old Mailman's /cgi-bin/ stands in a cell of text.
        List<String> inTables =
                FixedNames.ALL.stream().filter(name -> !name.equals("cgi-bin")).toList();
        assertThat(first).contains("{list}").containsAll(inTables);
        assertThat(Files.readString(URLS))
                .contains(FixedNames.ALL.stream().map(name -> "`" + name + "`").toList());
        assertThat(first)
                .allSatisfy(
                        name ->
                                assertThat(
                                                name.equals("{list}")
                                                        || name.startsWith("sitemap")
                                                        || FixedNames.ALL.contains(name))
                                        .as(name)
                                        .isTrue());
    }

    @ParameterizedTest
    @EnumSource(ProblemKind.class)
    void hasEveryTypeOfProblemWithItsStatus(ProblemKind kind) throws IOException {
        assertThat(Files.readString(URLS))
                .contains("| `/problems/" + kind.type() + "` | " + kind.status());
    }

    @Test
    void hasTheTypesOfProblemThatThereAre() throws IOException {
        List<String> types =
                Files.readString(URLS)
                        .lines()
                        .map(Pattern.compile("\\| `/problems/([a-z-]+)` \\|.*")::matcher)
                        .filter(Matcher::matches)
                        .map(row -> row.group(1))
                        .toList();
        assertThat(types)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(ProblemKind.values()).map(ProblemKind::type).toList());
    }
}
