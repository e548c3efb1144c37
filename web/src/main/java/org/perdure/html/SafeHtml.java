package org.perdure.html;

import java.util.function.UnaryOperator;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.HtmlStreamEventReceiver;
import org.owasp.html.HtmlStreamEventReceiverWrapper;
import org.owasp.html.PolicyFactory;
import org.owasp.html.Sanitizers;

/**
 * HTML that a sender wrote, made harmless: text with its structure, colours and links. Nothing is
 * loaded from anywhere, nothing runs, nothing can be filled in; pictures are left out.
 */
final class SafeHtml {
    private static final PolicyFactory POLICY =
            Sanitizers.FORMATTING
                    .and(Sanitizers.BLOCKS)
                    .and(Sanitizers.TABLES)
                    .and(Sanitizers.STYLES)
                    .and(
                            new HtmlPolicyBuilder()
                                    .allowElements("a", "pre", "hr", "dl", "dt", "dd", "center")
                                    .allowUrlProtocols("http", "https")
                                    .allowAttributes("href")
                                    .onElements("a")
                                    .requireRelsOnLinks("nofollow", "noreferrer", "noopener")
                                    .toFactory());

    private SafeHtml() {}

    /**
     * Returns what is left of a document, for the body of a page.
     *
     * @param mask hides mail addresses in text
     */
    static String of(String html, UnaryOperator<String> mask) {
        PolicyFactory masking =
                new HtmlPolicyBuilder()
                        .withPostprocessor(sink -> new MaskedText(sink, mask))
                        .toFactory();
        return POLICY.and(masking).sanitize(html);
    }

    @SuppressWarnings("try") // Its parent can be closed, and need not be.
    private static final class MaskedText extends HtmlStreamEventReceiverWrapper {
        private final UnaryOperator<String> mask;

        MaskedText(HtmlStreamEventReceiver sink, UnaryOperator<String> mask) {
            super(sink);
            this.mask = mask;
        }

        @Override
        public void text(String text) {
            underlying.text(mask.apply(text));
        }
    }
}
