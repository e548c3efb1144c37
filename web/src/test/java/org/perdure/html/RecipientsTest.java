package org.perdure.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perdure.message.Mailbox;

class RecipientsTest {
    private static final Mailbox ADA = new Mailbox("Ada", "ada@example.org");

    @ParameterizedTest
    @CsvSource({"7, 0", "8, 0", "9, 0", "10, 2", "100, 92"})
    void nameTheFirstOfMany(int count, int left) {
        Recipients recipients = Recipients.of(Collections.nCopies(count, ADA));
        assertThat(recipients.left()).isEqualTo(left);
        assertThat(recipients.named().split(", ")).hasSize(count - left);
        assertThat(recipients.rest().isEmpty()).isEqualTo(left == 0);
    }

    @Test
    void mayBeNobody() {
        assertThat(Recipients.of(List.of())).isEqualTo(new Recipients("", "", 0));
    }
}
