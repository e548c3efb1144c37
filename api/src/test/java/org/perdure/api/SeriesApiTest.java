package org.perdure.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.perdure.archive.Archive;
import org.perdure.archive.InMemoryIndex;
import org.perdure.archive.InMemoryStore;
import org.perdure.archive.SampleArchive;

@Timeout(30)
class SeriesApiTest {
    private static final String SERIES = "lists/fern-devel/series/";

    private final InMemoryStore store = new InMemoryStore();
    private final Client client =
            new Client(new Archive(store, new InMemoryIndex(store), Map.of(), Set.of()));

    private void add(String id, String parent, String subject, String text) {
        String message =
                SampleArchive.message(id, parent, "Fri, 04 Mar 2011 10:00:00 +0000", subject);
        store.add(
                SampleArchive.LIST,
                SampleArchive.MARCH,
                message.substring(0, message.indexOf("\n\n") + 2) + text);
    }

    private void addTwoVersions() {
        add("c", "", "[PATCH 0/2] ferns", "Two patches.\n");
        add("p", "c", "[PATCH 1/2] ferns: water them", "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n");
        add(
                "r",
                "p",
                "Re: [PATCH 1/2] ferns: water them",
                "Acked-by: Ada Quill <ada@plants.example.org>\n");
        add(
                "q",
                "c",
                "[PATCH v2 1/1] ferns: water them",
                "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+c\n");
    }

    @Test
    void tellsASeries() {
        addTwoVersions();

        JsonNode series = client.get(SERIES + "r").json();

        assertThat(series.path("versions")).hasSize(2);
        assertThat(series.path("version").asInt()).isZero();
        assertThat(series.at("/cover/message/messageId").asText()).isEqualTo("c");
        assertThat(series.path("patches")).hasSize(2);
        assertThat(series.at("/patches/0/files/0/added").asInt()).isEqualTo(1);
        assertThat(series.at("/patches/0/trailers/0/standing").asText()).isEqualTo("own");
        assertThat(series.at("/patches/0/trailers/0/taken").asBoolean()).isTrue();
        assertThat(series.at("/patches/0/trailers/0/address").asText())
                .isEqualTo("ada@xxxxxxxxxxxxxxxxxx");
        assertThat(series.at("/patches/1/message").isNull()).isTrue();
    }

    @Test
    void tellsADifference() {
        addTwoVersions();

        JsonNode difference = client.get(SERIES + "q/interdiff?since=1").json();

        assertThat(difference.at("/before/number").asInt()).isEqualTo(1);
        assertThat(difference.at("/after/number").asInt()).isEqualTo(2);
        assertThat(difference.at("/patches/0/change").asText()).isEqualTo("changed");
        assertThat(difference.at("/patches/0/difference").toString()).contains("-+b", "++c");
    }

    @Test
    void saysWhereThereIsNone() {
        add("x", "", "Ferns", "How are they?\n");

        assertThat(client.get(SERIES + "x").json().path("type").asText())
                .isEqualTo("/problems/unknown-page");
        assertThat(client.get(SERIES + "nothing").json().path("type").asText())
                .isEqualTo("/problems/unknown-message");
    }
}
