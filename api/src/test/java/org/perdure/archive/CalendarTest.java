package org.perdure.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.perdure.link.Folder;
import org.perdure.link.Trees;
import org.perdure.message.ListName;
import org.perdure.message.MailingList;
import org.perdure.message.MailingList.Masking;
import org.perdure.message.MailingList.NoArchivePolicy;
import org.perdure.message.Tree;
import org.perdure.store.MonthCount;

class CalendarTest {
    private static final Calendar CALENDAR =
            new Calendar(
                    Trees.of(
                            new MailingList(
                                    new ListName("lamp"),
                                    "",
                                    List.of(),
                                    List.of(),
                                    null,
                                    Masking.PAGES,
                                    NoArchivePolicy.IGNORE,
                                    List.of(tree("old", null, 6), tree("new", 2, null)))),
                    List.of(
                            new MonthCount(month(1), 5),
                            new MonthCount(month(3), 7),
                            new MonthCount(old(3), 6),
                            new MonthCount(old(5), 2),
                            new MonthCount(month(8), 1)));

    private static boolean all(Folder any) {
        return true;
    }

    private static Tree tree(String name, @Nullable Integer first, @Nullable Integer last) {
        return new Tree(
                name,
                List.of(),
                first == null ? null : month(first),
                last == null ? null : month(last),
                ZoneOffset.UTC,
                List.of());
    }

    private static YearMonth month(int month) {
        return YearMonth.of(2012, month);
    }

    private static Folder main(int month) {
        return Folder.of(month(month));
    }

    private static Folder old(int month) {
        return new Folder("old", month(month));
    }

    @Test
    void hasEachMonthOnce() {
        assertThat(CALENDAR.months())
                .extracting(MonthCount::folder)
                .containsExactly(main(1), main(3), old(5), main(8));
        assertThat(CALENDAR.months(Folder::isMain))
                .extracting(MonthCount::folder)
                .containsExactly(main(1), main(3), main(8));
        assertThat(CALENDAR.months(folder -> !folder.equals(main(3))))
                .extracting(MonthCount::folder)
                .containsExactly(main(1), old(3), old(5), main(8));
    }

    @Test
    void goesOnInTheSameTree() {
        assertThat(CALENDAR.before(main(8), CalendarTest::all)).contains(old(5));
        assertThat(CALENDAR.before(old(5), CalendarTest::all)).contains(old(3));
        assertThat(CALENDAR.before(old(3), CalendarTest::all)).contains(main(1));
        assertThat(CALENDAR.after(main(1), CalendarTest::all))
                .contains(old(3)); // All of it is of the old tree.
        assertThat(CALENDAR.after(main(3), CalendarTest::all)).contains(old(5));
        assertThat(CALENDAR.before(main(8), Folder::isMain)).contains(main(3));
        assertThat(CALENDAR.before(main(1), CalendarTest::all)).isEmpty();
        assertThat(CALENDAR.after(main(8), CalendarTest::all)).isEmpty();
        assertThat(CALENDAR.after(main(2), CalendarTest::all)).contains(main(3));
    }

    @Test
    void tellsTheOtherFoldersOfAMonth() {
        assertThat(CALENDAR.beside(main(3), CalendarTest::all)).containsExactly(old(3));
        assertThat(CALENDAR.beside(old(3), CalendarTest::all)).containsExactly(main(3));
        assertThat(CALENDAR.beside(old(3), folder -> !folder.isMain())).isEmpty();
        assertThat(CALENDAR.beside(main(8), CalendarTest::all)).isEmpty();
        assertThat(CALENDAR.beside(main(4), CalendarTest::all)).isEmpty();
    }
}
