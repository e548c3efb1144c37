package org.perdure.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.text.Segmenter;

class MailLinksTest {
    private static final String FOLDER =
            "http://lists.example.org/archives/html/fern-devel/2011-03/";

    private static Map<String, MailLink> links(String text) {
        Map<String, MailLink> links = new TreeMap<>();
        new MailLinks(() -> new Resolver(new SampleArchive().archive))
                .find(Segmenter.blocks(text), links);
        return links;
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://", "https://", ""})
    void aLineWithALinkOfItsOwnDoesNotGoOnWithTheOneBefore(String scheme) {
        String second = scheme + FOLDER.substring("http://".length()) + "msg00002.html";
        assertThat(links(FOLDER + "msg00777.html\n" + second))
                .doesNotContainKey(FOLDER + "msg00777.html\n" + second);
        assertThat(links("see\n" + FOLDER + "msg00777.html\n" + second))
                .hasSize(scheme.isEmpty() ? 0 : 1);
    }

    @Test
    void aBrokenLinkLeadsToItsMessage() {
        assertThat(links("see " + FOLDER + "\nmsg00002.html"))
                .containsEntry(FOLDER + "\nmsg00002.html", new MailLink.Exact("/fern-devel/3@cyd/"))
                .containsEntry(FOLDER, new MailLink.Exact("/fern-devel/2011-03/"));
    }
}
