package org.perdure.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.message.Provenance;

class LegacyMarkTest {
    private static final String MADE = "From mboxrd@z Thu Jan  1 00:00:00 1970";
    private static final String OF_ADA = "From ada@example.org Tue Mar  1 08:00:00 2011";
    private static final String MASKED = "From ada at example.org  Tue Mar  1 08:00:00 2011";
    private static final String PAGE = "X-Legacy-Source: mhonarc-html\nSubject: seeds\n\nSeeds.\n";
    private static final String TEXT = "From: ada at example.org (Ada)\n\nFrom here on, spring.\n";

    private static String written(String separator, String message, Provenance provenance)
            throws IOException {
        var out = new ByteArrayOutputStream();
        try (var mailbox = new MboxWriter(out)) {
            mailbox.write(separator.getBytes(ISO_8859_1), message.getBytes(ISO_8859_1), provenance);
        }
        return out.toString(ISO_8859_1);
    }

    private static SourceItem read(String mailbox) throws IOException {
        try (var mail =
                new ExportedMail(
                        new MboxReader(
                                new ByteArrayInputStream(mailbox.getBytes(ISO_8859_1)),
                                "export"))) {
            SourceItem item = mail.next();
            if (item == null) {
                throw new IllegalArgumentException("no item");
            }
            return item;
        }
    }

    private static String separator(SourceItem item) {
        return new String(
                switch (item) {
                    case RawMessage raw -> raw.separator();
                    case Rendition rendition -> rendition.separator();
                    default -> throw new IllegalArgumentException(item.toString());
                },
                ISO_8859_1);
    }

    @Nested
    class OfAMessageThatDidNotComeByMail {
        @Test
        void standsBeforeTheSenderAndIsReadBack() throws IOException {
            String mailbox = written("", PAGE, Provenance.MHONARC_PAGE);

            assertThat(mailbox)
                    .isEqualTo(
                            "From mhonarc-html:mboxrd@z Thu Jan  1 00:00:00 1970\n" + PAGE + "\n");
            assertThat(read(mailbox))
                    .isInstanceOfSatisfying(
                            Rendition.class,
                            page -> {
                                assertThat(page.provenance()).isEqualTo(Provenance.MHONARC_PAGE);
                                assertThat(page.separator()).isEmpty();
                                assertThat(page.message()).asString().isEqualTo(PAGE);
                                assertThat(page.span()).isEqualTo(mailbox.length());
                            });
        }

        @Test
        void leavesADateThatAMailboxOfAMonthHas() throws IOException {
            String mailbox =
                    written(
                            "From mboxrd@z Tue Mar  1 08:00:00 2011",
                            PAGE.replace("mhonarc", "pipermail"),
                            Provenance.PIPERMAIL_PAGE);

            assertThat(read(mailbox)).isInstanceOf(Rendition.class);
            assertThat(separator(read(mailbox)))
                    .isEqualTo("From mboxrd@z Tue Mar  1 08:00:00 2011");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    MASKED,
                    MADE,
                    OF_ADA,
                    "From mboxrd@z Tue Mar  1 08:00:00 2011",
                    "From MAILER-DAEMON  Tue Mar  1 08:00:00 2011",
                    "From  Tue Mar  1 08:00:00 2011",
                    "From % at 100%25@example.org  Tue Mar  1 08:00:00 2011",
                    "From % at ada%40example.org  Tue Mar  1 08:00:00 2011",
                    "From :pipermail-text:ada at example.org  Tue Mar  1 08:00:00 2011"
                })
        void leavesTheSeparatorLineOfAText(String separator) throws IOException {
            String mailbox = written(separator, TEXT, Provenance.PIPERMAIL_TEXT);
            SourceItem item = read(mailbox);

            assertThat(item)
                    .isInstanceOfSatisfying(
                            Rendition.class,
                            text -> {
                                assertThat(text.provenance()).isEqualTo(Provenance.PIPERMAIL_TEXT);
                                assertThat(text.message()).asString().isEqualTo(TEXT);
                            });
            assertThat(separator(item)).isEqualTo(separator.equals(MADE) ? "" : separator);
            assertThat(mailbox.lines().findFirst().orElseThrow())
                    .startsWith("From pipermail-text:")
                    .contains(" at ")
                    .doesNotContain("@");
        }

        @Test
        void masksASenderThatIsNot() throws IOException {
            assertThat(written(OF_ADA, TEXT, Provenance.PIPERMAIL_TEXT))
                    .startsWith(
                            "From pipermail-text:% at ada%40example.org Tue Mar  1 08:00:00 2011\n");
            assertThat(written(MASKED, TEXT, Provenance.PIPERMAIL_TEXT))
                    .startsWith(
                            "From pipermail-text:ada at example.org  Tue Mar  1 08:00:00 2011\n");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "From: ada at example.org (Ada @ home)\n\nHello\n",
                    "From: nobody\n\nHello\n",
                    "Subject: no author\n\nHello\n",
                    "From: ada@example.org\n\nHello\n"
                })
        void countsWhateverTheAuthorIs(String text) throws IOException {
            assertThat(read(written(MASKED, text, Provenance.PIPERMAIL_TEXT)))
                    .isInstanceOf(Rendition.class);
        }

        @Test
        void makesNoTextOfPipermailOfTheMailbox() throws IOException {
            assertThat(PipermailText.isText((MASKED + "\n" + TEXT).getBytes(ISO_8859_1))).isTrue();
            String mailbox = written(MASKED, TEXT, Provenance.PIPERMAIL_TEXT);
            assertThat(PipermailText.isText(mailbox.getBytes(ISO_8859_1))).isFalse();
            assertThat(DialectSniffer.choose("x", mailbox.getBytes(ISO_8859_1), true).dialect())
                    .isEqualTo(MboxDialect.MBOXRD);
        }
    }

    @Nested
    class OfMail {
        @ParameterizedTest
        @ValueSource(strings = {OF_ADA, MADE, MASKED, "From :x Tue Mar  1 08:00:00 2011"})
        void isNone(String separator) throws IOException {
            assertThat(written(separator, PAGE, Provenance.RECEIVED)).startsWith(separator + "\n");
            assertThat(separator(read(separator + "\n" + PAGE))).isEqualTo(separator);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "From mhonarc-html:mboxrd@z Thu Jan  1 00:00:00 1970",
                    "From :mhonarc-html:mboxrd@z Thu Jan  1 00:00:00 1970",
                    "From ::pipermail-text:ada@example.org Tue Mar  1 08:00:00 2011"
                })
        void thatLooksLikeOneIsHidden(String separator) throws IOException {
            String mailbox = written(separator, PAGE, Provenance.RECEIVED);

            assertThat(mailbox).startsWith("From :" + separator.substring(5) + "\n");
            assertThat(read(mailbox)).isInstanceOf(RawMessage.class);
            assertThat(separator(read(mailbox))).isEqualTo(separator);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        mhonarc-html:ada@example.org Tue Mar  1 08:00:00 2011 | X-Legacy-Source: mhonarc-html
                        mhonarc-html Thu Jan  1 00:00:00 1970                 | X-Legacy-Source: mhonarc-html
                        mboxrd@z Thu Jan  1 00:00:00 1970                     | X-Legacy-Source: mhonarc-html
                        mhonarc-html:mboxrd@z Thu Jan  1 00:00:00 1970        | Received: by mx; 1 Mar 2011
                        mhonarc-html:mboxrd@z Thu Jan  1 00:00:00 1970        | X-Legacy-Source: pipermail-html
                        mhonarc-html:mboxrd@z Thu Jan  1 00:00:00 1970        | X-Legacy-Source: mhonarc-html?
                        mhonarc-html:mboxrd@z.example.org Tue Mar 1 8:00 2011 | X-Legacy-Source: mhonarc-html
                        pipermail-text:ada@example.org Tue Mar  1 08:00:00 2011 | From: ada at example.org
                        pipermail-text:MAILER-DAEMON Tue Mar  1 08:00:00 2011 | From: ada at example.org
                        pipermail-text:mboxrd@z Thu Jan  1 00:00:00 1970      | From: ada at example.org
                        pipermail-text:"ada at home"@example.org Tue Mar 1 8:00 2011 | From: ada at example.org
                        pipermail-text:%-at-ada%40example.org Tue Mar 1 8:00 2011 | From: ada at example.org
                        pipermail-text:% at ada@example.org Tue Mar 1 8:00 2011 | From: ada at example.org
                        pipermail-text:% at ada%41example.org Tue Mar 1 8:00 2011 | From: ada at example.org
                        received:ada@example.org Tue Mar  1 08:00:00 2011     | X-Legacy-Source: mhonarc-html
                        """)
        void thatIsForgedCountsForNothing(String sender, String field) throws IOException {
            assertThat(read("From " + sender + "\n" + field + "\nSubject: x\n\nx\n"))
                    .isInstanceOf(RawMessage.class);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "RECEIVED")
    void isNotReadWhereMailComesByItself(Provenance provenance) throws IOException {
        String mailbox = written(MASKED, TEXT, provenance);
        try (var reader =
                new MboxReader(new ByteArrayInputStream(mailbox.getBytes(ISO_8859_1)), "watched")) {
            assertThat(reader.next()).isInstanceOf(RawMessage.class);
        }
    }
}
