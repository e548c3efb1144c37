package org.perdure.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.archive.MonthView;
import org.perdure.archive.MonthView.Row;
import org.perdure.link.Folder;

class ActiveThreadTest {
    private final List<Row> rows = new ArrayList<>();

    private void thread(String subject, int messages) {
        for (int i = 0; i < messages; i++) {
            String text = i == 0 ? subject : "Re: " + subject;
            int number = rows.size();
            rows.add(new Row(number, Math.min(i, 1), Invented.summary(number, text, "Ada")));
        }
    }

    private MonthView month() {
        List<Row> all = List.copyOf(rows);
        rows.clear();
        return new MonthView(
                Invented.LAMP, Folder.of(Invented.MONTH), Invented.calendar(), all, all, "e");
    }

    @Test
    void standsBeforeThoseWithLessMail() {
        thread("oil", 3);
        thread("wick", 5);
        thread("flame", 4);
        assertThat(ActiveThread.of(List.of(month())))
                .extracting(thread -> thread.first().subject(), ActiveThread::messages)
                .containsExactly(tuple("wick", 5), tuple("flame", 4), tuple("oil", 3));
    }

    @Test
    void goesOnInTheNextMonth() {
        thread("wick", 2);
        MonthView first = month();
        thread("Re: [lamp-devel] Wick", 3);
        List<ActiveThread> active = ActiveThread.of(List.of(first, month()));
        assertThat(active).hasSize(1);
        assertThat(active.getFirst().messages()).isEqualTo(5);
        assertThat(active.getFirst().first().subject()).isEqualTo("wick");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void hasAFewMessagesAtLeast(int more) {
        thread("wick", ActiveThread.MIN_MESSAGES + more);
        assertThat(ActiveThread.of(List.of(month()))).hasSize(more < 0 ? 0 : 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void isOneOfTen(int more) {
        for (int i = 0; i < ActiveThread.MAX_NAMED + more; i++) {
            thread("subject " + i, 3);
        }
        assertThat(ActiveThread.of(List.of(month())))
                .hasSize(ActiveThread.MAX_NAMED + Math.min(more, 0));
    }

    @Test
    void isNoneInAnEmptyMonth() {
        assertThat(ActiveThread.of(List.of())).isEmpty();
        assertThat(ActiveThread.of(List.of(month()))).isEmpty();
    }
}
