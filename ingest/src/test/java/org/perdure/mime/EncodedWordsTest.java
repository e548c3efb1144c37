package org.perdure.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.message.Defect;

class EncodedWordsTest {
    private final Defects defects = new Defects();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            textBlock =
                    """
                    no words at all                                  | no words at all
                    =?utf-8?Q?gr=C3=BCn?=                            | grün
                    =?UTF-8?b?Z3LDvG4=?=                             | grün
                    =?iso-8859-1?q?gr=FCn_und_gut?=                  | grün und gut
                    =?iso-8859-1*de?q?gr=FCn?=                       | grün
                    a =?utf-8?q?b?= c                                | a b c
                    =?utf-8?q?a?= =?utf-8?q?b?=                      | ab
                    =?utf-8?q?a?==?utf-8?q?b?=                       | ab
                    =?utf-8?q?a?= =?iso-8859-1?q?=FC?=               | aü
                    =?utf-8?q?gr=C3?= =?utf-8?q?=BCn?=               | grün
                    =?utf-8?b?Z3LD?= =?UTF-8?B?vG4=?=                | grün
                    =?utf-8?q?two words inside?=                     | two words inside
                    "=?utf-8?q?in_quotes?="                          | "in quotes"
                    pre=?utf-8?q?fix?=ed                             | prefixed
                    =?utf-8?b?Z3LDvG4?=                              | grün
                    =?utf-8?b?Z3L Dv G4=?=                           | grün
                    =?utf-8?q?50=_percent?=                          | 50= percent
                    =?utf-8?q?unended                                | =?utf-8?q?unended
                    =?utf-8?x?unknown_encoding?=                     | =?utf-8?x?unknown_encoding?=
                    =?a?= b =?utf-8?q?c?=                            | =?a?= b c
                    =?gb2312?B?1tDOxA==?=                            | 中文
                    =?iso-2022-jp?B?GyRCRnxLXBsoQg==?=               | 日本
                    """)
    void becomeText(String words, String text) {
        assertThat(EncodedWords.decode(words, defects)).isEqualTo(text);
        assertThat(defects.toList()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    =?utf-8?b?Z3LDvG4=                      | grün
                    =?utf-8?b?Z3LDvG4=?                     | grün
                    =?utf-8?b?Z3LDvG4g                      | 'grün '
                    =?utf-8?b?Z3LDvG4gd                     | 'grün '
                    a =?utf-8?b?Z3                          | a g
                    =?utf-8?b?Z3LDvG4 =?utf-8?b?Z3LDvG4=?=  | grüngrün
                    =?utf-8?q?b =?utf-8?b?Z3LDvG4           | =?utf-8?q?b grün
                    """)
    void thatAreCutAreReadAsFarAsTheyGo(String words, String text) {
        assertThat(EncodedWords.decode(words, defects)).isEqualTo(text);
        assertThat(defects.toList())
                .containsExactly(
                        new Defect(
                                Defect.Code.BAD_STRUCTURE,
                                "an encoded word in a header field is cut"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"=?utf-8?b?", "=?utf-8?b?Z", "=?utf-8?b?Z3LD, and so on", "=?utf-8?b?Z3?x"})
    void areNoneIfTheyEndLikeNoWordThatIsCut(String text) {
        assertThat(EncodedWords.decode(text, defects)).isEqualTo(text);
        assertThat(defects.toList()).isEmpty();
    }

    @Test
    void ofAnUnknownCharsetAreUtf8IfTheyCanBe() {
        assertThat(EncodedWords.decode("=?x-nonsense?q?gr=C3=BCn?=", defects)).isEqualTo("grün");
        assertThat(EncodedWords.decode("=?x-rubbish?q?gr=FCn?=", defects)).isEqualTo("grün");
        assertThat(defects.toList())
                .containsExactly(
                        new Defect(
                                Defect.Code.BAD_CHARSET,
                                "x-nonsense in a header field, read as UTF-8 (all of it fits)"),
                        new Defect(
                                Defect.Code.BAD_CHARSET,
                                "x-rubbish in a header field, read as windows-1252 (nothing better known)"));
    }

    @Test
    void cannotBringLineEndsIntoAField() {
        assertThat(EncodedWords.decode("=?utf-8?q?a=0D=0ABcc:_b=00?=", defects))
                .isEqualTo("a  Bcc: b ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"=?a?q?", "=?", "?=", "=?a?q?b?=", "=?a?q?=?", "=?utf-8?b?", "=?a?x?b?="})
    @Timeout(value = 5, unit = TimeUnit.SECONDS)
    void costTimeByTheirLength(String piece) {
        assertThat(EncodedWords.decode(piece.repeat((1 << 20) / piece.length()), defects))
                .isNotNull();
    }
}
