package org.perdure.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BadgesTest {
    /** Where no series are. */
    private static final Site COPY = Invented.SITE.asCopy("");

    @Test
    void sayThatAMessageIsAPatchAndAReply() {
        assertThat(Badges.of(Invented.message(), COPY))
                .extracting(Link::label)
                .containsExactly("Patch", "Reply");
    }

    @Test
    void sayThatItAnswersWhatNeverCame() {
        assertThat(Badges.of(Invented.lonely(), COPY))
                .extracting(Link::label)
                .containsExactly("Reply");
    }
}
