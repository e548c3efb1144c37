package org.perdure.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.perdure.mime.MessageParser;

/**
 * Invented mail, and beside each message how its text is cut: level, depth and kind of each line,
 * and what introductions say. With {@code -Dgolden=update} the files are written anew.
 */
class SegmentedMailTest {
    private static final Path FOLDER = Paths.get("src/test/resources/org/perdure/text/messages");

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".eml"))
                    .map(name -> name.substring(0, name.length() - ".eml".length()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void isCutAsTheGoldenFileSays(String name) throws IOException {
        Path golden = FOLDER.resolve(name + ".txt");
        String found = cut(Files.readAllBytes(FOLDER.resolve(name + ".eml")));
        if (System.getProperty("golden", "").equals("update")) {
            Files.writeString(golden, found);
        }
        assertThat(found).isEqualTo(Files.readString(golden));
    }

    @ParameterizedTest
    @MethodSource("names")
    void isCutTheSameWithOtherLineEnds(String name) throws IOException {
        byte[] raw = Files.readAllBytes(FOLDER.resolve(name + ".eml"));
        String crlf = new String(raw, StandardCharsets.ISO_8859_1).replace("\n", "\r\n");
        assertThat(cut(crlf.getBytes(StandardCharsets.ISO_8859_1))).isEqualTo(cut(raw));
    }

    private static String cut(byte[] raw) {
        Segmentation cut = Segmenter.segment(new MessageParser().parse(raw).body().text());
        StringBuilder text = new StringBuilder();
        Cut.lines(cut).forEach(line -> text.append(line).append('\n'));
        for (Segment segment : cut.segments()) {
            Attribution said = segment.attribution();
            if (said != null) {
                text.append("line ")
                        .append(segment.firstLine())
                        .append(": ")
                        .append(Cut.said(said))
                        .append('\n');
            }
        }
        return text.toString();
    }
}
