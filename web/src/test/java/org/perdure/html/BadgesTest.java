package org.perdure.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BadgesTest {
    @Test
    void sayThatAMessageIsAPatchAndAReply() {
        assertThat(Badges.of(Invented.message()))
                .extracting(Link::label)
                .containsExactly("Patch", "Reply");
    }

    @Test
    void sayThatItAnswersWhatNeverCame() {
        assertThat(Badges.of(Invented.lonely())).extracting(Link::label).containsExactly("Reply");
    }
}
