package org.perdure.html;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.perdure.link.ArchivePath;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;

/**
 * Searches for paths, and for HTML, that break their readers. Without the variable {@code
 * JAZZER_FUZZ} it runs the inputs that are stored beside it, once; see bench/fuzz.sh.
 */
class AddressFuzzTest {
    /** No path needs more than one redirect to its spelling, and one to where that leads. */
    private static final int MAX_MOVES = 3;

    private static final Set<String> ATTRIBUTES =
            Set.of(
                    "href",
                    "rel",
                    "style",
                    "align",
                    "valign",
                    "summary",
                    "bgcolor",
                    "nowrap",
                    "char",
                    "charoff",
                    "abbr",
                    "axis",
                    "headers",
                    "scope",
                    "colspan",
                    "rowspan",
                    "width",
                    "height",
                    "border",
                    "cellpadding",
                    "cellspacing",
                    "class",
                    "id",
                    "color",
                    "face",
                    "size",
                    "title",
                    "dir",
                    "lang",
                    "span",
                    "rules",
                    "frame",
                    "background",
                    "noshade",
                    "start",
                    "type",
                    "value");

    private static final Set<String> FORBIDDEN =
            Set.of(
                    "script",
                    "style",
                    "iframe",
                    "object",
                    "embed",
                    "img",
                    "form",
                    "input",
                    "link",
                    "meta",
                    "base",
                    "svg",
                    "math",
                    "video",
                    "audio",
                    "template",
                    "noscript");

    @FuzzTest
    void readsAnyPath(byte[] content) {
        String path = new String(content, UTF_8);
        Route route = RouteParser.parse(path);
        int moves = 0;
        while (route instanceof Route.Moved moved) {
            // What begins with two slashes would lead to another host.
            assertThat(moved.path()).startsWith("/").doesNotStartWith("//");
            assertThat(++moves).as(path).isLessThanOrEqualTo(MAX_MOVES);
            route = RouteParser.parse(moved.path());
        }
        if (route instanceof Route.Message message) {
            String canonical = ArchivePath.messagePath(message.list(), message.id());
            if (canonical.length() <= RouteParser.MAX_PATH) {
                assertThat(RouteParser.parse(canonical)).isEqualTo(message);
            }
        }
    }

    /** Every msg-id has a page of its own. */
    @FuzzTest
    void leadsFromTheAddressOfAnyIdToIt(byte[] content) {
        String id = new String(content, UTF_8).replace("\0", "").strip();
        boolean bracketed = id.startsWith("<") && id.endsWith(">");
        if (id.isEmpty() || id.length() > 998 || bracketed) {
            return;
        }
        ListName list = new ListName("garden");
        Route.Message message = new Route.Message(list, new MessageId(id));
        String path = ArchivePath.messagePath(list, message.id());
        if (path.length() <= RouteParser.MAX_PATH) {
            assertThat(RouteParser.parse(path)).as(path).isEqualTo(message);
        }
    }

    @FuzzTest
    void leavesNothingHarmfulInAnyHtml(byte[] content) {
        String safe =
                SafeHtml.of(new String(content, UTF_8), text -> text, address -> Optional.empty());
        for (Element element : Jsoup.parseBodyFragment(safe).body().getAllElements()) {
            assertThat(FORBIDDEN).doesNotContain(element.normalName());
            for (Attribute attribute : element.attributes()) {
                check(attribute);
            }
        }
    }

    private static void check(Attribute attribute) {
        assertThat(ATTRIBUTES).contains(attribute.getKey());
        String value = attribute.getValue().toLowerCase(Locale.ROOT).strip();
        if (attribute.getKey().equals("href")) {
            // What stands before a colon is a scheme if nothing else of an address came first.
            boolean scheme = value.matches("(?s)[^/?#]*:.*");
            assertThat(!scheme || value.startsWith("http:") || value.startsWith("https:"))
                    .as(value)
                    .isTrue();
        }
        if (attribute.getKey().equals("style")) {
            assertThat(value).doesNotContain("url(", "expression", "@import", "javascript:");
        }
    }
}
