package org.perdure.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.archive.ThreadView.Node;
import org.perdure.message.ListName;
import org.perdure.message.MailingList;
import org.perdure.message.MessageId;
import org.perdure.message.Provenance;
import org.perdure.text.Block;
import org.perdure.text.Segmenter;

/** A thread is told up to a limit, and what passes it is told in whole. */
@Timeout(60)
class ConversationReaderTest {
    private static final MailingList LIST = MailingList.named(new ListName("bees"));

    private static Summary summary(int number) {
        MessageId id = new MessageId("m" + number);
        return new Summary(
                LIST.name(), id, 0, "Hives", "Ada", null, Instant.EPOCH, null, "/bees/" + id + "/");
    }

    private static MessageView message(int number, String text) {
        List<Block> blocks = Segmenter.blocks(text);
        return new MessageView(
                number,
                LIST,
                summary(number),
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                blocks,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                Provenance.RECEIVED,
                MessageView.Neighbours.NONE,
                Mentions.NONE,
                Map.of());
    }

    /** Reads messages each of which answers the one before. */
    private static ConversationView read(List<MessageView> messages) {
        List<Node> nodes = new ArrayList<>();
        for (int number = 0; number < messages.size(); number++) {
            @Nullable MessageId parent = number == 0 ? null : summary(number - 1).id();
            Summary summary = summary(number);
            nodes.add(new Node(summary.id(), summary, parent, number, null, 1));
        }
        ThreadView thread = new ThreadView(LIST, summary(0).id(), summary(0), nodes, false, "etag");
        return new ConversationReader(thread).read(Ghosts.NONE, messages, _ -> List.of());
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                ConversationReader.MAX_MESSAGES - 1,
                ConversationReader.MAX_MESSAGES,
                ConversationReader.MAX_MESSAGES + 1,
                Archive.MAX_THREAD
            })
    void tellsSoManyMessages(int count) {
        ConversationView view =
                read(IntStream.range(0, count).mapToObj(i -> message(i, "own\n")).toList());

        assertThat(view.pieces()).hasSize(Math.min(count, ConversationReader.MAX_MESSAGES));
        assertThat(view.truncated()).isEqualTo(count > ConversationReader.MAX_MESSAGES);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void tellsSoManyCharacters(int more) {
        String line = "x".repeat((int) ConversationReader.MAX_CHARS - 1 + more) + "\n";

        ConversationView view = read(List.of(message(0, line), message(1, "own\n")));

        assertThat(view.pieces()).hasSize(more > 0 ? 1 : 2);
        assertThat(view.truncated()).isEqualTo(more > 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void tellsSoManyTurns(int more) {
        StringBuilder asked = new StringBuilder();
        StringBuilder answered = new StringBuilder();
        for (int i = 0; i < ConversationReader.MAX_TURNS - 1 + more; i++) {
            asked.append("ask ").append(i).append('\n');
            answered.append("> ask ").append(i).append("\nown ").append(i).append('\n');
        }

        ConversationView view =
                read(
                        List.of(
                                message(0, asked.toString()),
                                message(1, answered.toString()),
                                message(2, "own\n")));

        assertThat(view.truncated()).isEqualTo(more > 0);
        assertThat(view.pieces().getLast().message().id().value())
                .isEqualTo(more > 0 ? "m1" : "m2");
    }

    @Test
    void tellsWhatChanges() {
        ConversationView before = read(List.of(message(0, "a\n")));

        assertThat(read(List.of(message(0, "a\n"))).etag()).isEqualTo(before.etag());
        assertThat(read(List.of(message(0, "a\n"), message(1, "b\n"))).etag())
                .isNotEqualTo(before.etag());
    }
}
