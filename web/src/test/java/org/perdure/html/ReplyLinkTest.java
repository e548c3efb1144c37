package org.perdure.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perdure.archive.Summary;
import org.perdure.message.ListName;
import org.perdure.message.Mailbox;
import org.perdure.message.MailingList;
import org.perdure.message.MailingList.Masking;
import org.perdure.message.MessageId;

class ReplyLinkTest {
    private static final String LIST = "lamp-devel@example.org";
    private static final List<Mailbox> ADA = List.of(new Mailbox("Ada", "ada+1@example.com"));

    private static MailingList list(Masking masking, String... addresses) {
        return new MailingList(
                new ListName("lamp-devel"), "", List.of(addresses), List.of(), null, masking);
    }

    private static Summary summary(String id, String subject) {
        return new Summary(
                new ListName("lamp-devel"),
                new MessageId(id),
                0,
                subject,
                "Ada",
                null,
                Instant.EPOCH,
                null,
                "/lamp-devel/a/");
    }

    @Test
    void goesToTheListAloneWhereAddressesAreMasked() {
        for (Masking masking : List.of(Masking.PAGES, Masking.ALL)) {
            assertThat(ReplyLink.of(list(masking, LIST), summary("a/b@example.org", "wicks"), ADA))
                    .isEqualTo(
                            "mailto:lamp-devel@example.org?Subject=Re%3A%20wicks"
                                    + "&In-Reply-To=%3Ca%2Fb@example.org%3E");
            assertThat(ReplyLink.of(list(masking), summary("a@example.org", "wicks"), ADA))
                    .isNull();
        }
    }

    @Test
    void goesToTheAuthorAndTheListElsewhere() {
        assertThat(ReplyLink.of(list(Masking.NONE, LIST), summary("a@example.org", "wicks"), ADA))
                .isEqualTo(
                        "mailto:ada%2B1@example.com?Subject=Re%3A%20wicks"
                                + "&Cc=lamp-devel@example.org&In-Reply-To=%3Ca@example.org%3E");
        assertThat(ReplyLink.of(list(Masking.NONE), summary("a@example.org", "wicks"), ADA))
                .startsWith("mailto:ada%2B1@example.com?")
                .doesNotContain("Cc=");
    }

    @Test
    void hasOneRe() {
        assertThat(ReplyLink.of(list(Masking.PAGES, LIST), summary("a@b.example", "RE: oil"), ADA))
                .contains("Subject=RE%3A%20oil&");
    }

    @Test
    void hasNoFieldOfASenderWhoWritesLineEnds() {
        assertThat(
                        ReplyLink.of(
                                list(Masking.PAGES, LIST),
                                summary("a@b.example", "oil\r\nBcc: all@example.org&Bcc=x"),
                                ADA))
                .contains("Subject=Re%3A%20oil%20Bcc%3A%20all@example.org%26Bcc%3Dx&In")
                .doesNotContainIgnoringCase("%0d", "%0a", "&bcc");
    }

    @ParameterizedTest
    @CsvSource({"a b@example.org", "a>@example.org", "<a@example.org"})
    void namesNoMessageIdThatCannotStandInAField(String id) {
        assertThat(ReplyLink.of(list(Masking.PAGES, LIST), summary(id, "oil"), ADA))
                .isNotNull()
                .doesNotContain("In-Reply-To");
    }
}
