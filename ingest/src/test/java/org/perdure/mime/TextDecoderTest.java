package org.perdure.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextDecoderTest {
    private static TextDecoder.Decoded decode(byte[] bytes, @Nullable String label) {
        return TextDecoder.decode(bytes, 0, bytes.length, label);
    }

    @ParameterizedTest
    @CsvSource({
        "utf-8, UTF-8, grün — „ja“",
        "UTF8, UTF-8, grün",
        "\"utf-8\", UTF-8, grün",
        "iso-8859-1, ISO-8859-1, grün",
        "latin1, ISO-8859-1, grün",
        "iso8859-15, ISO-8859-15, 5 €",
        "ISO_8859-2, ISO-8859-2, zażółć",
        "cp-1251, windows-1251, да",
        "win-1251, windows-1251, да",
        "koi8-r, KOI8-R, да",
        "gb2312, GB18030, 中文",
        "big5, Big5-HKSCS, 中文",
        "shift_jis, windows-31j, 日本",
        "iso-2022-jp, x-windows-iso2022jp, 日本",
        "ks_c_5601-1987, x-windows-949, 한국",
        "utf-16le, UTF-16LE, ab",
        "us-ascii, US-ASCII, ab"
    })
    void believesALabelThatFits(String label, String charset, String text) {
        TextDecoder.Decoded decoded = decode(text.getBytes(Charset.forName(charset)), label);
        assertThat(decoded.text()).isEqualTo(text);
        assertThat(decoded.charset()).isEqualTo(charset);
        assertThat(decoded.asLabelled()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "us-ascii, UTF-8, grün, UTF-8",
        ", UTF-8, grün, UTF-8",
        ", windows-1252, grün, windows-1252",
        "x-nonsense, UTF-8, grün, UTF-8",
        "x-nonsense, windows-1252, “grün”, windows-1252",
        "utf-8, windows-1252, grün, windows-1252",
        "iso-8859-1, windows-1252, “grün”, windows-1252",
        "'', UTF-8, plain, US-ASCII"
    })
    void decodesWhatIsLabelledWrong(
            @Nullable String label, String sent, String text, String charset) {
        TextDecoder.Decoded decoded = decode(text.getBytes(Charset.forName(sent)), label);
        assertThat(decoded.text()).isEqualTo(text);
        assertThat(decoded.charset()).isEqualTo(charset);
        assertThat(decoded.asLabelled()).isFalse();
    }

    @Test
    void guessesWhatThereIsEnoughOf() {
        String russian = "Это письмо написано давно, и никто не знает, какая в нём кодировка. ";
        TextDecoder.Decoded decoded =
                decode(russian.repeat(5).getBytes(Charset.forName("KOI8-R")), null);
        assertThat(decoded.text()).isEqualTo(russian.repeat(5));
        assertThat(decoded.charset()).isEqualTo("KOI8-R");
    }

    @Test
    void doesNotGuessFromLittle() {
        String word = "ü".repeat(TextDecoder.MIN_GUESS_BYTES - 1);
        assertThat(decode(word.getBytes(TextDecoder.WINDOWS_1252), null).charset())
                .isEqualTo("windows-1252");
    }

    @Test
    void keepsUtf8WithAFewForeignBytes() {
        byte[] bytes = "äöü – and one stray: X.".getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 2] = (byte) 0xe9;
        TextDecoder.Decoded decoded = decode(bytes, "utf-8");
        assertThat(decoded.text()).isEqualTo("äöü – and one stray: é.");
        assertThat(decoded.asLabelled()).isFalse();
    }

    @Test
    void keepsTheCharsetOfTextWithABrokenCharacter() {
        byte[] sent = "日本日本x日本".getBytes(Charset.forName("EUC-JP"));
        sent[8] = (byte) 0xff;
        TextDecoder.Decoded decoded = decode(sent, "euc-jp");
        assertThat(decoded.text()).startsWith("日本日本").contains("\ufffd");
        assertThat(decoded.asLabelled()).isFalse();
    }

    @Test
    void takesAnyLabel() {
        for (String label : new String[] {"", " ", "*", "'", "=", "\0", "ü", "a".repeat(10_000)}) {
            assertThat(decode("plain".getBytes(StandardCharsets.US_ASCII), label).text())
                    .isEqualTo("plain");
        }
    }
}
