package org.perdure.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Optional;
import org.perdure.message.ListName;
import org.perdure.message.MailingList;
import org.perdure.message.MailingList.Masking;
import org.perdure.message.MessageId;

/**
 * Searches for links that break their reader. Without the variable {@code JAZZER_FUZZ} it runs the
 * inputs that are stored beside it, once; see bench/fuzz.sh.
 */
class LinkFuzzTest {
    private static final ListName LIST = new ListName("garden");
    private static final LinkParser PARSER =
            new LinkParser(
                    List.of(
                            new MailingList(
                                    LIST,
                                    "",
                                    List.of("garden@example.org"),
                                    List.of("lists.example.org"),
                                    null,
                                    Masking.PAGES)));

    @FuzzTest
    void readsAnyLink(byte[] content) {
        String link = new String(content, UTF_8);
        Optional<LinkKey> key = PARSER.parse(link);
        assertThat(PARSER.parse(" " + link + "\n")).isEqualTo(key);
        key.ifPresent(
                found -> {
                    assertThat(found.toString()).isNotBlank();
                    if (found instanceof LinkKey.Id id) {
                        id.readings().forEach(LinkFuzzTest::leadsBack);
                    }
                });
    }

    /** The path of any msg-id leads to that msg-id and no other. */
    @FuzzTest
    void givesAPathToAnyId(byte[] content) {
        String id = new String(content, UTF_8).replace("\0", "").strip();
        // People copy an id with its brackets, so that these are none of its own.
        boolean bracketed = id.startsWith("<") || id.endsWith(">");
        if (!id.isEmpty() && id.length() <= 998 && !bracketed) {
            leadsBack(new MessageId(id));
        }
    }

    private static void leadsBack(MessageId id) {
        String path = ArchivePath.messagePath(LIST, id);
        assertThat(path).startsWith("/garden/").endsWith("/").isPrintable().isASCII();
        if (path.length() < LinkText.MAX_LENGTH) {
            assertThat(PARSER.parse("https://lists.example.org" + path))
                    .as(path)
                    .contains(new LinkKey.Id(id));
        }
    }
}
