package org.perdure.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * What an answer leads to, whatever its form.
 *
 * @param links as they are written there
 * @param anchors places within it
 */
record LinkedPage(List<String> links, Set<String> anchors) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Fields of JSON that hold an address. */
    private static final Set<String> ADDRESSES =
            Set.of("path", "url", "home_page_url", "feed_url", "next_url");

    /** What a browser would fetch or follow. */
    private static final Map<String, String> ATTRIBUTES =
            Map.of(
                    "[href]", "href",
                    "[src]", "src",
                    "[cite]", "cite",
                    "[data]", "data",
                    "[poster]", "poster",
                    "[action]", "action");

    static LinkedPage of(String mediaType, String text) throws IOException {
        if (mediaType.startsWith("text/html")) {
            return html(Jsoup.parse(text));
        }
        if (mediaType.contains("xml")) {
            return xml(Jsoup.parse(text, Parser.xmlParser()));
        }
        if (mediaType.contains("json")) {
            JsonNode root = JSON.readTree(text);
            // A description of the API holds paths to be put together, no links.
            return new LinkedPage(root.has("openapi") ? List.of() : json(root), Set.of());
        }
        return new LinkedPage(plain(text), Set.of());
    }

    private static LinkedPage html(Document page) {
        List<String> links = new ArrayList<>();
        ATTRIBUTES.forEach((which, name) -> links.addAll(page.select(which).eachAttr(name)));
        for (Element pictures : page.select("[srcset]")) {
            for (String candidate : pictures.attr("srcset").split(",")) {
                links.add(candidate.strip().split("\\s", 2)[0]);
            }
        }
        Set<String> anchors = new TreeSet<>(page.select("[id]").eachAttr("id"));
        anchors.addAll(page.select("a[name]").eachAttr("name"));
        anchors.add("top");
        return new LinkedPage(links, anchors);
    }

    private static LinkedPage xml(Document document) {
        List<String> links = new ArrayList<>(document.select("[href]").eachAttr("href"));
        links.addAll(document.select("loc").eachText());
        return new LinkedPage(links, Set.of());
    }

    private static List<String> json(JsonNode root) {
        List<String> links = new ArrayList<>();
        Deque<JsonNode> waiting = new ArrayDeque<>(List.of(root));
        while (!waiting.isEmpty()) {
            JsonNode node = waiting.pop();
            node.forEach(waiting::push);
            node.properties().stream()
                    .filter(field -> ADDRESSES.contains(field.getKey()))
                    .filter(field -> field.getValue().isTextual())
                    .forEach(field -> links.add(field.getValue().textValue()));
        }
        return links;
    }

    /** Returns what robots.txt names. */
    private static List<String> plain(String text) {
        return text.lines()
                .filter(line -> line.startsWith("Sitemap: "))
                .map(line -> line.substring("Sitemap: ".length()))
                .toList();
    }
}
