package org.perdure.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/query.md has the table of fields; {@code -Dgolden=update} writes it anew. */
class FieldDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/query.md");
    private static final String HEADING = "| field | also | holds | example |\n|---|---|---|---|\n";

    @Test
    void hasEveryFieldWithAllItsNames() throws IOException {
        String document = Files.readString(DOCUMENT);
        int start = document.indexOf(HEADING) + HEADING.length();
        int end = document.indexOf("\n\n", start) + 1;
        String table = Arrays.stream(Field.values()).map(this::row).collect(Collectors.joining());
        if ("update".equals(System.getProperty("golden"))) {
            Files.writeString(
                    DOCUMENT, document.substring(0, start) + table + document.substring(end));
        } else {
            assertThat(document.substring(start, end)).isEqualTo(table);
        }
    }

    private String row(Field field) {
        String also =
                field.names().stream()
                        .skip(1)
                        .map(name -> '`' + name + ":`")
                        .collect(Collectors.joining(" "));
        return "| `%s:` | %s | %s | `%s` |\n"
                .formatted(field.names().getFirst(), also, field.description(), field.example());
    }
}
