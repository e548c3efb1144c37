package org.perdure.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perdure.message.ListName;
import org.perdure.message.MailingList;
import org.perdure.message.MailingList.Masking;
import org.perdure.message.MailingList.NoArchivePolicy;
import org.perdure.message.Tree;

class TreesTest {
    /** An old tree up to 2012-06, by Pacific time, and a new one from 2011-11 on. */
    static final MailingList LIST =
            new MailingList(
                    new ListName("garden"),
                    "",
                    List.of(),
                    List.of("old.example.org", "new.example.org"),
                    null,
                    Masking.PAGES,
                    NoArchivePolicy.IGNORE,
                    List.of(
                            new Tree(
                                    "old",
                                    List.of("old.example.org"),
                                    null,
                                    YearMonth.of(2012, 6),
                                    ZoneId.of("America/Los_Angeles"),
                                    List.of("www-data@old.example.org")),
                            new Tree(
                                    "new",
                                    List.of("new.example.org"),
                                    YearMonth.of(2011, 11),
                                    null,
                                    ZoneId.of("UTC"),
                                    List.of("archives@new.example.org"))));

    private final Trees trees = Trees.of(LIST);

    @ParameterizedTest
    @CsvSource({
        "old.example.org, 2009-04, 2009-04",
        "new.example.org, 2009-04, 2009-04",
        "www.example.org, 2009-04, 2009-04",
        "old.example.org, 2011-10, 2011-10",
        "old.example.org, 2011-11, old/2011-11",
        "OLD.example.org, 2012-06, old/2012-06",
        "new.example.org, 2011-11, 2011-11",
        "new.example.org, 2012-06, 2012-06",
        "www.example.org, 2011-11, ?",
        "'', 2012-06, ?",
        "old.example.org, 2012-07, 2012-07",
        "www.example.org, 2012-07, 2012-07",
    })
    void tellTheFolderByTheHostWhereThereAreTwo(String host, String month, String folder) {
        assertThat(trees.at(host, YearMonth.parse(month)).map(Folder::toString).orElse("?"))
                .isEqualTo(folder);
    }

    @ParameterizedTest
    @CsvSource({
        "/srv/old.example.org/html/garden/2012-01, '', old",
        "/srv/OLD.example.org/html/garden/2012-01/msg00001.html, '', old",
        "pages.tar!new.example.org/garden/2012-01, '', new",
        "/srv/old.example.org.bak/2012-01, '', ?",
        "/srv/old.example.org/new.example.org/2012-01, '', ?",
        "/srv/2012-01, www-data@xxxxxxxxxxxxxxx, old",
        "/srv/2012-01, Archives@new.example.org (Archive), new",
        "/srv/2012-01, 'you@example.org, archives@xxxxxxxxxxxxxxx', new",
        "/srv/2012-01, archives@xxxxxxxxxxxxxxxx, ?",
        "/srv/2012-01, archives@xxxxxxxxxxxxxx, ?",
        "/srv/2012-01, webmaster@xxxxxxxxxxxxxxx, ?",
        "/srv/2012-01, '', ?",
        "/srv/new.example.org/2012-01, www-data@xxxxxxxxxxxxxxx, old",
    })
    void areToldByTheArchiverOfPagesAndByTheirPath(String source, String archiver, String tree) {
        assertThat(trees.ofPages(source, archiver).map(Tree::name).orElse("?")).isEqualTo(tree);
    }

    @ParameterizedTest
    @CsvSource({
        "2009-07-01T00:51:00Z, 2009-06",
        "2009-07-01T07:00:00Z, 2009-07",
        "2011-11-01T06:59:59Z, 2011-10",
        "2011-11-01T07:00:00Z, 2011-11",
        "2011-11-30T23:59:59Z, 2011-11",
        "2011-12-01T00:00:00Z, 2011-12",
        "2012-07-01T00:00:00Z, 2012-07",
    })
    void cutMonthsByTheClockOfTheirHost(Instant delivered, String folder) {
        assertThat(trees.filed(delivered)).hasToString(folder);
    }

    @ParameterizedTest
    @CsvSource({
        "old, 2009-07-01T00:51:00Z, 2009-06",
        "old, 2011-12-01T00:00:00Z, old/2011-11",
        "new, 2011-12-01T00:00:00Z, 2011-12",
    })
    void cutMonthsByTheClockOfTheTreeThatAMessageBelongsTo(
            String tree, Instant delivered, String folder) {
        assertThat(trees.filed(trees.find(tree).orElseThrow(), delivered)).hasToString(folder);
    }

    @Test
    void haveOneFolderForMostMonths() {
        assertThat(trees.folders(YearMonth.of(2009, 4))).hasToString("[2009-04]");
        assertThat(trees.folders(YearMonth.of(2012, 1))).hasToString("[2012-01, old/2012-01]");
        assertThat(trees.nameOf(Folder.of(YearMonth.of(2009, 4)))).isEqualTo("old");
        assertThat(trees.nameOf(Folder.of(YearMonth.of(2012, 1)))).isEqualTo("new");
        assertThat(Trees.NONE.folders(YearMonth.of(2012, 1))).hasToString("[2012-01]");
    }

    @ParameterizedTest
    @CsvSource({"2011-03", "old/2011-12"})
    void haveFoldersWhoseNamesCanBeRead(String name) {
        assertThat(Folder.parse(name)).hasValueSatisfying(f -> assertThat(f).hasToString(name));
    }

    @ParameterizedTest
    @CsvSource({"2011-March", "old/", "2011-13"})
    void haveNoOtherFolders(String name) {
        assertThat(Folder.parse(name)).isEmpty();
    }
}
