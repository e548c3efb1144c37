package org.perdure.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenSearchTest {
    private static final String BASE = "https://lists.example.org";

    private static Document described(Site site) {
        byte[] bytes = OpenSearch.of(site).orElseThrow().bytes();
        return Jsoup.parse(new String(bytes, StandardCharsets.UTF_8), Parser.xmlParser());
    }

    @Test
    void saysWhereToAsk() {
        Document description = described(new Site("Lists & <more>", BASE));
        assertThat(description.select("ShortName").text()).isEqualTo("Lists & <more>");
        assertThat(description.select("Url").attr("template"))
                .isEqualTo("https://lists.example.org/search?q={searchTerms}");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void hasAShortName(int more) {
        String title = "\ud83e\ude94".repeat(OpenSearch.MAX_NAME + more);
        String name = described(new Site(title, BASE)).select("ShortName").text();
        assertThat(name.codePointCount(0, name.length()))
                .isEqualTo(OpenSearch.MAX_NAME + Math.min(more, 0));
    }

    @Test
    void isThereOnlyWhereSomethingCanBeAsked() {
        assertThat(OpenSearch.of(new Site("Lists", ""))).isEmpty();
        assertThat(OpenSearch.of(new Site("Lists", BASE).asCopy(""))).isEmpty();
    }
}
