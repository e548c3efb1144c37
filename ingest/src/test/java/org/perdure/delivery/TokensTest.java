package org.perdure.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.perdure.delivery.Tokens.Access;
import org.perdure.delivery.Tokens.Token;
import org.perdure.message.ListName;

class TokensTest {
    private static final ListName FERN = new ListName("fern");
    private static final ListName MOSS = new ListName("moss");

    private static byte[] sha256(String token) throws NoSuchAlgorithmException {
        return MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
    }

    @Test
    void areGoodForTheirLists() throws NoSuchAlgorithmException {
        Tokens tokens =
                new Tokens(
                        List.of(
                                new Token(sha256("one"), Set.of(FERN)),
                                new Token(sha256("all"), Set.of())));
        assertThat(tokens.check("one", FERN)).isEqualTo(Access.GRANTED);
        assertThat(tokens.check("one", MOSS)).isEqualTo(Access.OTHER_LISTS);
        assertThat(tokens.check("all", MOSS)).isEqualTo(Access.GRANTED);
        assertThat(tokens.check("One", FERN)).isEqualTo(Access.UNKNOWN_TOKEN);
        assertThat(tokens.check("", FERN)).isEqualTo(Access.UNKNOWN_TOKEN);
    }

    @Test
    void thatStandThereTwiceAreGoodForBothLists() throws NoSuchAlgorithmException {
        Tokens tokens =
                new Tokens(
                        List.of(
                                new Token(sha256("one"), Set.of(FERN)),
                                new Token(sha256("one"), Set.of(MOSS))));
        assertThat(tokens.check("one", FERN)).isEqualTo(Access.GRANTED);
        assertThat(tokens.check("one", MOSS)).isEqualTo(Access.GRANTED);
    }

    @Test
    void ofNobodyOpenNothing() {
        assertThat(Tokens.NONE.isEmpty()).isTrue();
        assertThat(Tokens.NONE.check("", FERN)).isEqualTo(Access.UNKNOWN_TOKEN);
    }
}
