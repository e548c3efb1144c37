package org.perdure.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.message.Mailbox;

class MailboxParserTest {
    private static List<Mailbox> parse(String field) {
        return MailboxParser.parse(field, new Defects());
    }

    /** Writes mailboxes as {@code name/address}, with nothing for a name that is not there. */
    private static String written(List<Mailbox> mailboxes) {
        return mailboxes.stream()
                .map(m -> (m.name() == null ? "" : m.name()) + "/" + m.address())
                .collect(Collectors.joining(" + "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    ada@example.org                                | /ada@example.org
                    <ada@example.org>                              | /ada@example.org
                    Ada Quill <ada@example.org>                    | Ada Quill/ada@example.org
                    "Quill, Ada" <ada@example.org>                 | Quill, Ada/ada@example.org
                    Quill, Ada <ada@example.org>                   | Quill, Ada/ada@example.org
                    "Ada \\"A.\\" Quill" <ada@example.org>         | Ada "A." Quill/ada@example.org
                    'Ada Quill' <ada@example.org>                  | Ada Quill/ada@example.org
                    ada@example.org (Ada Quill)                    | Ada Quill/ada@example.org
                    ada@example.org (Ada (A.) Quill)               | Ada (A.) Quill/ada@example.org
                    <ada@example.org> (Ada Quill)                  | Ada Quill/ada@example.org
                    Ada (not Bo) Quill <ada@example.org>           | Ada  Quill/ada@example.org
                    Ada Quill ada@example.org                      | Ada Quill/ada@example.org
                    ada @ example.org                              | /ada@example.org
                    =?utf-8?q?Ad=C3=A1?= <ada@example.org>         | Adá/ada@example.org
                    "=?utf-8?q?Quill=2C_Ad=C3=A1?=" <a@example.org> | Quill, Adá/a@example.org
                    ada@example.org <ada@example.org>              | /ada@example.org
                    a@example.org, b@example.org                   | /a@example.org + /b@example.org
                    a@example.org; b@example.org                   | /a@example.org + /b@example.org
                    A <a@example.org>,, ,B <b@example.org>,        | A/a@example.org + B/b@example.org
                    A <a@example.org> B <b@example.org>            | A  B/a@example.org
                    Poets: A <a@example.org>, b@example.org;       | A/a@example.org + /b@example.org
                    undisclosed-recipients:;                       | ``
                    Ada Quill                                      | Ada Quill/
                    root, daemon                                   | root/ + daemon/
                    Ada <ada@example.org                           | Ada/ada@example.org
                    A <a@example.org, B <b@example.org>            | A/a@example.org + B/b@example.org
                    "Ada <ada@example.org>                         | Ada/ada@example.org
                    Ada (Quill <ada@example.org>                   | Ada/
                    <@relay,@other:ada@example.org>                | /ada@example.org
                    <@relay:ada@example.org>                       | /ada@example.org
                    <mailto:ada@example.org>                       | /ada@example.org
                    Ada <>                                         | Ada/
                    """)
    void readsWhatMailHas(String field, String mailboxes) {
        assertThat(written(parse(field))).isEqualTo(mailboxes);
    }

    @Test
    void findsNobodyInAnEmptyField() {
        assertThat(parse("")).isEmpty();
        assertThat(parse(" , ;")).isEmpty();
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.SECONDS)
    void readsThousandsOfRecipients() {
        String field =
                IntStream.range(0, 2_000)
                        .mapToObj(i -> "\"Person " + i + "\" <p" + i + "@example.org>")
                        .collect(Collectors.joining(", "));
        assertThat(parse(field))
                .hasSize(2_000)
                .endsWith(new Mailbox("Person 1999", "p1999@example.org"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"(", "\"", "<", ",", "a,", "a@b,", ":", "\\", ")", "<a", "a b@c ", "\"\\"})
    @Timeout(value = 5, unit = TimeUnit.SECONDS)
    void costsTimeByTheLengthOfTheField(String piece) {
        assertThat(parse(piece.repeat((1 << 20) / piece.length()))).isNotNull();
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.SECONDS)
    void looksForTheSignOfAnAddressOnce() {
        String name = "x".repeat(1 << 19);
        assertThat(parse(name + "@example.org" + ":".repeat(1 << 19))).hasSize(1);
    }
}
