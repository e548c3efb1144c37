package org.perdure.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttributionsTest {
    /** Returns what the first introduction of a text says. */
    private static Attribution said(String... lines) {
        return introductions(lines).getFirst();
    }

    private static List<Attribution> introductions(String... lines) {
        return Segmenter.segment(String.join("\n", lines)).segments().stream()
                .map(Segment::attribution)
                .filter(Objects::nonNull)
                .toList();
    }

    @Nested
    class Languages {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                nullValues = "-",
                textBlock =
                        """
                        Ada Quill wrote:                                                           | Ada Quill | - | -
                        Ada Quill <ada@example.org> writes:                                        | Ada Quill | ada@example.org | -
                        * Ada Quill <ada@example.org> wrote:                                       | Ada Quill | ada@example.org | -
                        "Ada Quill" <ada@example.org> wrote:                                       | Ada Quill | ada@example.org | -
                        "Quill, Ada" <ada@example.org> wrote:                                      | Quill, Ada | ada@example.org | -
                        On Mon, 3 Feb 2020 at 10:15, Ada Quill <ada@example.org> wrote:            | Ada Quill | ada@example.org | 2020-02-03T10:15
                        On Mon, Feb 3, 2020 at 1:15 PM Ada Quill <ada@example.org> wrote:          | Ada Quill | ada@example.org | 2020-02-03T13:15
                        On Mon, Feb 03, 2020 at 10:15:30AM +0100, Ada Quill wrote:                 | Ada Quill | - | 2020-02-03T10:15:30+01:00
                        On Feb 3, 2020, at 10:15 AM, Ada Quill via announce <ada@example.org> wrote: | Ada Quill | ada@example.org | 2020-02-03T10:15
                        On 3/2/20 10:15, Ada Quill wrote:                                          | Ada Quill | - | 2020-03-02T10:15
                        On 2020-02-03 10:15, Ada Quill wrote:                                      | Ada Quill | - | 2020-02-03T10:15
                        At Mon, 3 Feb 2020 10:15:00 +0100, Ada Quill wrote:                        | Ada Quill | - | 2020-02-03T10:15+01:00
                        On Mon, 3 Feb 2020 10:15:00 +0100 Ada M. R. Quill wrote:                   | Ada M. R. Quill | - | 2020-02-03T10:15+01:00
                        On 2020/02/03 10:15, Ada Le Quill wrote:                                   | Ada Le Quill | - | 2020-02-03T10:15
                        In article <1@example.org>, ada@example.org (Ada Quill) writes:            | Ada Quill | ada@example.org | -
                        Quoting Ada Quill <ada@example.org>:                                       | Ada Quill | ada@example.org | -
                        Excerpts from Ada Quill's message of Mon Feb 03 10:15:00 +0100 2020:       | - | - | 2020-02-03T10:15+01:00
                        >>>>> "AQ" == Ada Quill <ada@example.org> writes:                          | Ada Quill | ada@example.org | -
                        2020-02-03 10:15 GMT+01:00 Ada Quill <ada@example.org>:                    | Ada Quill | ada@example.org | 2020-02-03T10:15+01:00
                        Am 03.02.2020 um 10:15 schrieb Ada Quill:                                  | Ada Quill | - | 2020-02-03T10:15
                        Ada Quill schrieb am 03.02.20 um 10:15:                                    | Ada Quill | - | 2020-02-03T10:15
                        Am Montag, 3. Februar 2020, 10:15:00 CET schrieb Ada Quill:                | Ada Quill | - | 2020-02-03T10:15
                        Le 03/02/2020 à 10:15, Ada Quill a écrit :                                 | Ada Quill | - | 2020-03-02T10:15
                        Le lun. 3 févr. 2020 à 10:15, Ada Quill <ada@example.org> a écrit :        | Ada Quill | ada@example.org | 2020-02-03T10:15
                        El 03/02/2020 a las 10:15, Ada Quill escribió:                             | Ada Quill | - | 2020-03-02T10:15
                        El lun, 3 feb 2020 a las 10:15, Ada Quill (<ada@example.org>) escribió:    | Ada Quill | ada@example.org | 2020-02-03T10:15
                        El mar, 4 de feb. de 2020 a la(s) 10:15, Ada Quill escribió:               | Ada Quill | - | 2020-02-04T10:15
                        Em seg., 3 de fev. de 2020 às 10:15, Ada Quill <ada@example.org> escreveu: | Ada Quill | ada@example.org | 2020-02-03T10:15
                        Il giorno lun 3 feb 2020 alle ore 10:15 Ada Quill <ada@example.org> ha scritto: | Ada Quill | ada@example.org | 2020-02-03T10:15
                        Il 03/02/2020 10:15, Ada Quill ha scritto:                                 | Ada Quill | - | 2020-03-02T10:15
                        Op ma 3 feb. 2020 om 10:15 schreef Ada Quill <ada@example.org>:            | Ada Quill | ada@example.org | 2020-02-03T10:15
                        Den mån 3 feb. 2020 kl 10:15 skrev Ada Quill <ada@example.org>:            | Ada Quill | ada@example.org | 2020-02-03T10:15
                        Den 03.02.2020 10.15, skrev Ada Quill:                                     | Ada Quill | - | 2020-02-03T10:15
                        man. 3. feb. 2020 kl. 10.15 skrev Ada Quill <ada@example.org>:             | Ada Quill | ada@example.org | 2020-02-03T10:15
                        ma 3. helmik. 2020 klo 10.15 Ada Quill (ada@example.org) kirjoitti:        | Ada Quill | ada@example.org | 2020-02-03T10:15
                        W dniu 03.02.2020 o 10:15, Ada Quill pisze:                                | Ada Quill | - | 2020-02-03T10:15
                        pon., 3 lut 2020 o 10:15 Ada Quill <ada@example.org> napisał(a):           | Ada Quill | ada@example.org | 2020-02-03T10:15
                        Dne 3.2.2020 v 10:15 Ada Quill napsal(a):                                  | Ada Quill | - | 2020-02-03T10:15
                        03.02.2020 10:15, Ada Quill пишет:                                         | Ada Quill | - | 2020-02-03T10:15
                        пн, 3 февр. 2020 г. в 10:15, Ada Quill <ada@example.org>:                  | Ada Quill | ada@example.org | 2020-02-03T10:15
                        пн, 3 лют. 2020 р. о 10:15 Ada Quill <ada@example.org> пише:               | Ada Quill | ada@example.org | 2020-02-03T10:15
                        在 2020/2/3 10:15, Ada Quill 写道:                                          | Ada Quill | - | 2020-02-03T10:15
                        Ada Quill <ada@example.org> 于2020年2月3日周一 上午10:15写道：               | Ada Quill | ada@example.org | 2020-02-03T10:15
                        2020年2月3日(月) 22:15 Ada Quill <ada@example.org>:                        | Ada Quill | ada@example.org | 2020-02-03T22:15
                        2020年2月3日(月) 午後10:15 Ada Quill <ada@example.org>のメール:             | Ada Quill | ada@example.org | 2020-02-03T22:15
                        2020년 2월 3일 (월) 오후 10:15, Ada Quill <ada@example.org>님이 작성:        | Ada Quill | ada@example.org | 2020-02-03T22:15
                        Ada Quill ezt írta (időpont: 2020. febr. 3., H, 10:15):                    | -         | - | 2020-02-03T10:15
                        Ada Quill <ada@example.org>, 3 Şub 2020 Pzt, 10:15 tarihinde şunu yazdı:   | Ada Quill | ada@example.org | 2020-02-03T10:15
                        Στις Δευ, 3 Φεβ 2020 στις 10:15, Ada Quill <ada@example.org> έγραψε:       | Ada Quill | ada@example.org | 2020-02-03T10:15
                        """)
        void nameAuthorAndDate(
                String line,
                @Nullable String name,
                @Nullable String address,
                @Nullable String date) {
            Attribution said = said(line, "> text");
            assertThat(said.address()).isEqualTo(address);
            assertThat(dates(said)).element(0).isEqualTo(date == null ? "" : date);
            if (name != null) {
                assertThat(said.name()).isEqualTo(name);
            }
        }

        private static List<String> dates(Attribution said) {
            return said.dates().isEmpty()
                    ? List.of("")
                    : said.dates().stream()
                            .map(
                                    date ->
                                            (date.time() == null
                                                            ? date.day().toString()
                                                            : date.day()
                                                                    .atTime(date.time())
                                                                    .toString())
                                                    + (date.offset() == null ? "" : date.offset()))
                            .toList();
        }
    }

    @Nested
    class Readings {
        @Test
        void areAllThatMayBeMeant() {
            assertThat(said("On 3/2/20 10:15, Ada wrote:", "> a").dates())
                    .contains(
                            new WrittenDate(LocalDate.of(2020, 3, 2), LocalTime.of(10, 15), null),
                            new WrittenDate(LocalDate.of(2020, 2, 3), LocalTime.of(10, 15), null),
                            new WrittenDate(LocalDate.of(2020, 2, 3), LocalTime.of(22, 15), null));
        }

        @Test
        void areOneWhereNothingIsLeftOpen() {
            assertThat(said("On Mon, 3 Feb 2020 22:15:00 -0530, Ada wrote:", "> a").dates())
                    .containsExactly(
                            new WrittenDate(
                                    LocalDate.of(2020, 2, 3),
                                    LocalTime.of(22, 15),
                                    ZoneOffset.ofHoursMinutes(-5, -30)));
            assertThat(said("On Mon, 3 Feb 1997, Ada wrote:", "> a").dates())
                    .containsExactly(new WrittenDate(LocalDate.of(1997, 2, 3), null, null));
        }

        @Test
        void areNoneOfWhatCannotBe() {
            assertThat(said("On 31 Feb 2020 25:61, Ada wrote:", "> a").dates()).isEmpty();
            assertThat(said("On Monday, Ada wrote:", "> a").dates()).isEmpty();
        }

        @Test
        void knowMessageIds() {
            Attribution said = said("In message <1.2@example.org>, Ada Quill writes:", "> a");
            assertThat(said.messageId()).hasToString("1.2@example.org");
            assertThat(said.address()).isNull();
        }
    }

    @Nested
    class Lines {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "This is what I mean:",
                    "See:",
                    "I wrote: a lot",
                    "I rewrote:",
                    "As Ada wrote: the patch",
                    "As Ada wrote on 3 Feb 2020 at 10:15: the patch is wrong.",
                    "He said that this fails with:",
                    "I asked ada@example.org about it.",
                    "The log of 10:15 says:x",
                    "std::string says(void)"
                })
        void areNothingElse(String line) {
            assertThat(introductions(line, "> a")).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Ada wrote:",
                    "What you wrote:",
                    "Meeting on 3 Feb 2020 at 10:15:",
                    "Reported by ada@example.org:",
                    "I wrote to ada@example.org:"
                })
        void sayMoreWhereNoMarksFollow(String line) {
            assertThat(introductions(line, "text")).isEmpty();
        }

        @Test
        void areOneToFour() {
            assertThat(Cut.segments("Hi", "Ada Quill", "<ada@example.org> wrote:", "> a"))
                    .containsExactly("0 0 authored 1", "0 0 attribution 2", "1 1 quoted 1");
            assertThat(Cut.segments("Hi", "On Mon, 3 Feb 2020", "Ada Quill", "wrote:", "> a"))
                    .containsExactly("0 0 authored 1", "0 0 attribution 3", "1 1 quoted 1");
            assertThat(Cut.segments("On Mon, 3 Feb", "2020 at 10:15", "Ada", "wrote:", "> a"))
                    .containsExactly("0 0 attribution 4", "1 1 quoted 1");
            assertThat(Cut.segments("On Mon, 3 Feb", "2020", "at 10:15", "Ada", "wrote:", "> a"))
                    .startsWith("0 0 authored 3");
        }

        @Test
        void mayBreakWithinTheAddress() {
            Attribution said =
                    said(
                            "On Mon, 3 Feb 2020 at 10:15, Ada Quill <",
                            "ada@example.org> wrote:",
                            "> a");
            assertThat(said.name()).isEqualTo("Ada Quill");
            assertThat(said.address()).isEqualTo("ada@example.org");
            assertThat(said.dates()).isNotEmpty();
        }

        @Test
        void mayHaveLostTheMarksOfTheirEnd() {
            assertThat(
                            Cut.segments(
                                    "Bo wrote:",
                                    "> On Mon, 3 Feb 2020 at 10:15, Ada Quill <ada@example.org>",
                                    "wrote:",
                                    ">> a"))
                    .containsExactly(
                            "0 0 attribution 1",
                            "1 1 attribution 1",
                            "1 0 attribution 1",
                            "2 2 quoted 1");
        }

        @Test
        void mayBeFollowedByTwoEmptyLines() {
            assertThat(Cut.segments("Ada wrote:", "", "", "> a"))
                    .containsExactly("0 0 attribution 3", "1 1 quoted 1");
            assertThat(Cut.segments("Ada wrote:", "", "", "", "> a"))
                    .containsExactly("0 0 authored 4", "1 1 quoted 1");
        }

        @Test
        void introduceWhatWasCutOff() {
            assertThat(Cut.segments("Ada wrote:", "[...]", "> a"))
                    .containsExactly("0 0 attribution 1", "0 0 elision 1", "1 1 quoted 1");
            assertThat(Cut.segments("Ada wrote:", ">", "", "Thanks"))
                    .containsExactly("0 0 attribution 1", "1 1 quoted 1", "0 0 authored 2");
        }

        @Test
        void mayFollowEachOther() {
            assertThat(Cut.segments("Ada wrote:", "> a", "Bo wrote:", "> b", "> Cy wrote:", ">> c"))
                    .containsExactly(
                            "0 0 attribution 1",
                            "1 1 quoted 1",
                            "0 0 attribution 1",
                            "1 1 quoted 1",
                            "1 1 attribution 1",
                            "2 2 quoted 1");
        }
    }

    @Nested
    class HeaderBlocks {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        From|Sent|To|Subject
                        *From:*|*Sent:*|*To:*|*Subject:*
                        Von|Gesendet|An|Betreff
                        De|Envoyé|À|Objet
                        De|Enviado el|Para|Asunto
                        Da|Inviato|A|Oggetto
                        Van|Verzonden|Aan|Onderwerp
                        De|Enviada em|Para|Assunto
                        Från|Skickat|Till|Ämne
                        Fra|Sendt|Til|Emne
                        Lähettäjä|Lähetetty|Vastaanottaja|Aihe
                        Od|Wysłano|Do|Temat
                        Od|Odesláno|Komu|Předmět
                        От|Отправлено|Кому|Тема
                        Feladó|Küldve|Címzett|Tárgy
                        发件人|发送时间|收件人|主题
                        寄件者|寄件日期|收件者|主旨
                        差出人|送信日時|宛先|件名
                        보낸 사람|보낸 날짜|받는 사람|제목
                        """)
        void areReadInManyLanguages(String from, String sent, String to, String subject) {
            Attribution said =
                    said(
                            "Yes.",
                            "",
                            key(from) + " Ada Quill <ada@example.org>",
                            key(sent) + " 3. February 2020 10:15",
                            key(to) + " list@example.org",
                            key(subject) + " A point",
                            "",
                            "text");
            assertThat(said.form()).isEqualTo(Attribution.Form.HEADERS);
            assertThat(said.name()).isEqualTo("Ada Quill");
            assertThat(said.address()).isEqualTo("ada@example.org");
            assertThat(said.subject()).isEqualTo("A point");
            assertThat(said.dates().getFirst().day()).isEqualTo(LocalDate.of(2020, 2, 3));
        }

        private static String key(String key) {
            return key.endsWith("*") ? key : key + ":";
        }

        @Test
        void sayThatSomethingWasForwarded() {
            assertThat(
                            said(
                                            "---------- Forwarded message ---------",
                                            "From: Ada <ada@example.org>",
                                            "Date: Mon, 3 Feb 2020 10:15",
                                            "Subject: x",
                                            "",
                                            "text")
                                    .form())
                    .isEqualTo(Attribution.Form.FORWARDED);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "From: Ada\nText",
                    "To: Ada\nCc: Bo\nSubject: x",
                    "From: Ada\n\n\nSubject: x\nTo: b",
                    "Subject: x\nDate: y\nText",
                    "from ada: x\nto bo: y\ncc: z",
                    "From 0123456789 Mon Sep 17 00:00:00 2001\nFrom: Ada\nDate: x\nSubject: y"
                })
        void needMoreThanAKey(String text) {
            assertThat(introductions(text)).isEmpty();
        }

        @Test
        void haveALimit() {
            String from = "From: Ada <ada@example.org>\nTo: a@example.org,\n";
            String end = "Date: 3 Feb 2020\nSubject: x\n";
            int between = org.perdure.text.HeaderBlocks.MAX_LINES - 4;
            assertThat(
                            Segmenter.segment(from + "b@example.org,\n".repeat(between) + end)
                                    .segments())
                    .hasSize(1);
            assertThat(
                            Segmenter.segment(from + "b@example.org,\n".repeat(between + 10) + end)
                                    .segments()
                                    .getFirst()
                                    .kind())
                    .isEqualTo(Kind.AUTHORED);
        }
    }

    @Nested
    class Separators {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "-----Original Message-----",
                    "----- Ursprüngliche Nachricht -----",
                    "-----Message d'origine-----",
                    "-----Mensaje original-----",
                    "-----Messaggio originale-----",
                    "-----Oorspronkelijk bericht-----",
                    "-----Mensagem original-----",
                    "-----Ursprungligt meddelande-----",
                    "-----Oprindelig meddelelse-----",
                    "-----Alkuperäinen viesti-----",
                    "-----Oryginalna wiadomość-----",
                    "-----Исходное сообщение-----",
                    "-----Původní zpráva-----",
                    "-----原始邮件-----",
                    "-----원본 메시지-----",
                    "Begin forwarded message:",
                    "Anfang der weitergeleiteten Nachricht:",
                    "Début du message réexpédié :",
                    "------- Forwarded message from Ada <ada@example.org> -------"
                })
        void openALevel(String line) {
            assertThat(Cut.segments("a", line, "b"))
                    .containsExactly("0 0 authored 1", "0 0 header-block 1", "1 0 quoted 1");
        }

        @Test
        void closeIt() {
            assertThat(
                            Cut.segments(
                                    "----- Forwarded message from Ada -----",
                                    "a",
                                    "----- End forwarded message -----",
                                    "b"))
                    .containsExactly(
                            "0 0 header-block 1",
                            "1 0 quoted 1",
                            "0 0 header-block 1",
                            "0 0 authored 1");
        }
    }
}
