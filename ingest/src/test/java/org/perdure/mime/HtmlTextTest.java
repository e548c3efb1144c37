package org.perdure.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    plain                                             | plain#
                    a  b&nbsp; c                                      | a b  c#
                    a<br>b                                            | a#b#
                    a<br><br>b                                        | a##b#
                    <div>a</div><div>b</div>                          | a#b#
                    <div>a<div>b</div></div>c                         | a#b#c#
                    <p>a</p><p>b</p>                                  | a##b#
                    <b>a</b><i>b</i> c                                | ab c#
                    <ul><li>a</li><li>b</li></ul>                     | a#b#
                    <table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table> | a b#c#
                    <pre>  a#   b</pre>                               | `  a#   b#`
                    a<blockquote>b<blockquote>c</blockquote></blockquote>d | a##> b#>#> > c##d#
                    <blockquote>a<br><br>b</blockquote>               | > a#>#> b#
                    <style>x{}</style><script>y()</script>a           | a#
                    <html><head><title>t</title></head><body>a</body> | a#
                    a &lt;b&gt; &amp;c                                | a <b> &c#
                    <!-- note -->a                                    | a#
                    """)
    void keepsTheLines(String html, String text) {
        assertThat(HtmlText.of(html.replace('#', '\n'))).isEqualTo(text.replace('#', '\n'));
    }

    @Test
    void isEmptyWithoutText() {
        assertThat(HtmlText.of("")).isEmpty();
        assertThat(HtmlText.of("<div><p> </p></div>")).isEmpty();
    }

    private static int marks(int depth) {
        String html = "<blockquote>".repeat(depth) + "x";
        return (int) HtmlText.of(html).chars().filter(c -> c == '>').count();
    }

    @Test
    void hasNoMoreQuoteMarksThanTheLimit() {
        assertThat(marks(HtmlText.MAX_QUOTE_DEPTH - 1)).isEqualTo(HtmlText.MAX_QUOTE_DEPTH - 1);
        assertThat(marks(HtmlText.MAX_QUOTE_DEPTH)).isEqualTo(HtmlText.MAX_QUOTE_DEPTH);
        assertThat(marks(HtmlText.MAX_QUOTE_DEPTH + 1)).isEqualTo(HtmlText.MAX_QUOTE_DEPTH);
    }

    @Test
    void findsTheCharsetOfADocument() {
        assertThat(charset("<meta charset=\"KOI8-R\">")).isEqualTo("koi8-r");
        assertThat(charset("<meta content='text/html; charset=utf-8'>")).isEqualTo("utf-8");
        assertThat(charset("<p>none")).isNull();
        assertThat(charset("charset=")).isNull();
    }

    private static @Nullable String charset(String html) {
        return HtmlText.charset(html.getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<div>",
                "<blockquote>",
                "<table>",
                "<p>",
                "<b>",
                "<a href=x>",
                "<",
                "&",
                "<!--",
                "<br>",
                "<pre>\n",
                "</p>"
            })
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void standsAnyNesting(String piece) {
        assertThat(HtmlText.of(piece.repeat(100_000) + "x")).isNotNull();
    }
}
