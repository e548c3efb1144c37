package org.perdure.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every way of writing a link that has been thought of has the key that it should. */
class LinkVariantsTest {
    private static final LinkParser PARSER = XenArchive.PARSER;

    @Test
    void haveTheirKeys() throws IOException {
        List<String> rows = rows();
        List<String> read =
                rows.stream()
                        .map(row -> row.substring(0, row.lastIndexOf(" | ")))
                        .map(link -> link + " | " + key(link.replace('⏎', '\n')))
                        .toList();
        assertThat(read).isEqualTo(rows).hasSizeGreaterThan(290);
    }

    private static String key(String link) {
        return PARSER.parse(link).map(LinkKey::toString).orElse("none");
    }

    private static List<String> rows() throws IOException {
        try (InputStream table = LinkVariantsTest.class.getResourceAsStream("variants.txt")) {
            return new String(table.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        }
    }
}
