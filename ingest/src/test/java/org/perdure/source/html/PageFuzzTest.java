package org.perdure.source.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.perdure.message.Message;
import org.perdure.message.MessageId;
import org.perdure.mime.MessageParser;

/**
 * Searches for pages and databases that break what reads them. Without the variable {@code
 * JAZZER_FUZZ} it runs the inputs that are stored beside it, once; see bench/fuzz.sh.
 */
class PageFuzzTest {
    private static final MessageId ID = new MessageId("page@example.org");
    private static final int HEAD_BYTES = 1 << 10;

    private final MessageParser parser = new MessageParser();

    /** Whatever a page says, what is built of it is a message, with the id that it was given. */
    @FuzzTest
    void buildsAMessageOfAnyPage(byte[] bytes) {
        var page = MhonarcPage.find(bytes);
        if (page.isEmpty()) {
            return;
        }
        Map<String, byte[]> files = new HashMap<>();
        page.get()
                .derived()
                .forEach(name -> files.put(name, name.getBytes(StandardCharsets.UTF_8)));
        Message whole = parser.parse(Reconstruction.of(page.get(), ID, files).bytes());
        assertThat(whole.id()).isEqualTo(ID);
        // The files are the only parts that make a difference.
        Message without = parser.parse(Reconstruction.of(page.get(), ID, Map.of()).bytes());
        assertThat(without.id()).isEqualTo(ID);
        assertThat(without.subject()).isEqualTo(whole.subject());
        assertThat(without.from()).isEqualTo(whole.from());
        assertThat(without.references()).isEqualTo(whole.references());
    }

    /** The beginning of a page tells the same msg-id as the whole, if it reaches far enough. */
    @FuzzTest
    void findsTheIdOfAnyPage(byte[] bytes) {
        var page = MhonarcPage.find(bytes);
        if (page.isPresent() && page.get().id() != null && bytes.length <= HEAD_BYTES) {
            assertThat(MhonarcPage.findId(bytes)).contains(page.get().id());
        }
    }

    @FuzzTest
    void readsAnyDatabase(byte[] bytes) {
        assertThat(MhonarcDatabase.numbers(bytes))
                .allSatisfy(
                        (number, id) -> {
                            assertThat(number).isNotNegative();
                            assertThat(id.value()).isNotEmpty();
                        });
    }

    @FuzzTest
    void readsAnyPageOfPipermail(byte[] bytes) {
        PipermailPage.find(bytes)
                .ifPresent(
                        page -> {
                            Message message = parser.parse(page.reconstruction(ID).bytes());
                            assertThat(message.id()).isEqualTo(ID);
                            assertThat(message.attachments()).isEmpty();
                        });
    }
}
