package org.perdure.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailTokenizerTest {
    private record Token(String word, int position, int start, int end) {}

    private static List<Token> tokens(Reader text) throws IOException {
        List<Token> tokens = new ArrayList<>();
        try (MailTokenizer tokenizer = new MailTokenizer(false)) {
            CharTermAttribute term = tokenizer.getAttribute(CharTermAttribute.class);
            OffsetAttribute offset = tokenizer.getAttribute(OffsetAttribute.class);
            PositionIncrementAttribute increment =
                    tokenizer.getAttribute(PositionIncrementAttribute.class);
            tokenizer.setReader(text);
            tokenizer.reset();
            int position = -1;
            while (tokenizer.incrementToken()) {
                position += increment.getPositionIncrement();
                tokens.add(
                        new Token(
                                term.toString(),
                                position,
                                offset.startOffset(),
                                offset.endOffset()));
            }
            tokenizer.end();
        }
        return tokens;
    }

    private static List<Token> tokens(String text) throws IOException {
        return tokens(new StringReader(text));
    }

    /** Gives one character at a time, as files and networks may. */
    private static Reader slow(String text) {
        return new Reader() {
            private int at;

            @Override
            public int read(char[] buffer, int offset, int length) {
                if (at == text.length()) {
                    return -1;
                }
                buffer[offset] = text.charAt(at++);
                return 1;
            }

            @Override
            public void close() {}
        };
    }

    @Nested
    class Words {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '\0',
                emptyValue = "",
                textBlock =
                        """
                        Plain Words.          | plain@0 words@1
                        drivers/xen/b.c       | drivers@0 xen@1 b@2 c@3
                        4.1.0-rc6             | 4@0 1@1 0@2 rc6@3
                        a xc_domain_create b  | a@0 xc_domain_create@1 xc@1 domain@2 create@3 b@4
                        __init_ _ x           | init@0 x@1
                        a__b                  | a__b@0 a@0 b@1
                        ada@example.org       | ada@0 example@1 org@2
                        Ian's Ian’S           | ian@0 ian@1
                        's s don't a's' b's's | s@0 s@1 don@2 t@3 a@4 b@5
                        O'Reilly              | o@0 reilly@1
                        Café CAFE\u0301       | cafe@0 cafe@1
                        Straße Øre ﬁle Ａ１   | strasse@0 ore@1 file@2 a1@3
                        Привет Ёж             | привет@0 еж@1
                        漢字 ひら カタカナ     | 漢@0 字@1 ひ@2 ら@3 カ@4 タ@5 カ@6 ナ@7
                        한국어                 | 한@0 국@1 어@2
                        a𠀀b 😀 c             | a@0 𠀀@1 b@2 c@3
                        İstanbul ısı          | istanbul@0 isi@1
                        """)
        void areLowerCaseWithoutAccentsAndInTheirPlaces(String text, String words)
                throws IOException {
            List<String> found = new ArrayList<>();
            for (Token token : tokens(text.translateEscapes())) {
                found.add(token.word + "@" + token.position);
            }
            assertThat(String.join(" ", found)).isEqualTo(words);
        }

        @Test
        void pointToWhereTheyStand() throws IOException {
            assertThat(tokens("  _ab_cd_ 😀é's"))
                    .containsExactly(
                            new Token("ab_cd", 0, 3, 8),
                            new Token("ab", 0, 3, 5),
                            new Token("cd", 1, 6, 8),
                            new Token("e", 2, 12, 13));
        }

        @Test
        void ofTwoBlocksAreFarApart() throws IOException {
            assertThat(tokens("a\fb")).extracting(Token::position).containsExactly(0, 101);
        }

        @Test
        void areCutAtTheLimit() throws IOException {
            String most = "a".repeat(MailTokenizer.MAX_WORD);
            assertThat(tokens(most.substring(1) + " b"))
                    .extracting(Token::word)
                    .containsExactly(most.substring(1), "b");
            assertThat(tokens(most + " b")).extracting(Token::word).containsExactly(most, "b");
            assertThat(tokens(most + "aa b"))
                    .containsExactly(
                            new Token(most, 0, 0, most.length() + 2),
                            new Token("b", 1, most.length() + 3, most.length() + 4));
            assertThat(tokens(most + "_a")).extracting(Token::word).containsExactly(most);
            assertThat(tokens(most.substring(2) + "_a"))
                    .extracting(Token::word)
                    .containsExactly(most.substring(2) + "_a", most.substring(2), "a");
        }
    }

    @Nested
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    class AnyText {
        private static final String ALPHABET = "ab_ _'’s漢é\u0301\u0345\ud840\udc00\f.-ß1ﷺ\n";

        @Test
        void isCutAlikeHoweverItIsRead() throws IOException {
            Random random = new Random(4_107);
            for (int run = 0; run < 20_000; run++) {
                StringBuilder text = new StringBuilder();
                for (int i = random.nextInt(30); i > 0; i--) {
                    text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
                }
                List<Token> tokens = tokens(text.toString());
                assertThat(tokens(slow(text.toString()))).as(text.toString()).isEqualTo(tokens);
                int start = 0;
                for (Token token : tokens) {
                    assertThat(token.word).as(text.toString()).isNotEmpty();
                    assertThat(token.start).isBetween(start, token.end);
                    assertThat(token.end).isBetween(token.start + 1, text.length());
                    start = token.start;
                }
            }
        }

        @Test
        void ofAMillionUnderscoresOrLettersIsFewWords() throws IOException {
            assertThat(tokens("_".repeat(1_000_000))).isEmpty();
            assertThat(tokens("a".repeat(1_000_000))).hasSize(1);
            assertThat(tokens("a" + "\u0301".repeat(1_000_000))).hasSize(1);
            assertThat(tokens("a_".repeat(500_000))).hasSize(1 + MailTokenizer.MAX_WORD / 2);
        }

        @Test
        void acrossTheBufferKeepsItsPlaces() throws IOException {
            for (int blanks = 4_085; blanks < 4_100; blanks++) {
                int before = blanks;
                List<Token> tokens = tokens(" ".repeat(before) + "x_𠀀 abc's déf");
                assertThat(tokens)
                        .as("%d blanks", before)
                        .extracting(token -> token.word + (token.start - before))
                        .containsExactly("x0", "𠀀2", "abc5", "def11");
            }
        }
    }
}
