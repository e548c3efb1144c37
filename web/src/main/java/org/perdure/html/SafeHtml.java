package org.perdure.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.HtmlStreamEventReceiver;
import org.owasp.html.HtmlStreamEventReceiverWrapper;
import org.owasp.html.PolicyFactory;
import org.owasp.html.Sanitizers;
import org.perdure.archive.MailLink;

/**
 * HTML that a sender wrote, made harmless: text with its structure, colours and links. Nothing is
 * loaded from anywhere, nothing runs, nothing can be filled in; pictures are left out. Links to
 * mail lead to our pages, with the address that stood there beside them. What has no host leads
 * nowhere.
 */
final class SafeHtml {
    private static final String LINK = "a";
    private static final String HREF = "href";
    private static final String RELS = "nofollow noreferrer noopener";

    /**
     * An address that means the same on any page: browsers read {@code http:x} as a part of one.
     */
    private static final Pattern WHOLE =
            Pattern.compile("\\s*+https?://[^/\\\\?#]", Pattern.CASE_INSENSITIVE);

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
                                    .requireRelsOnLinks(RELS.split(" "))
                                    .toFactory());

    private SafeHtml() {}

    /**
     * Returns what is left of a document, for the body of a page.
     *
     * @param mask hides mail addresses in text
     * @param links says where an address leads in this archive
     */
    static String of(
            String html, UnaryOperator<String> mask, Function<String, Optional<MailLink>> links) {
        PolicyFactory shown =
                new HtmlPolicyBuilder()
                        .withPostprocessor(
                                sink -> new MaskedText(new Shown(sink, mask, links), mask))
                        .toFactory();
        return POLICY.and(shown).sanitize(html);
    }

    /** Masks attributes, and changes where links lead. */
    @SuppressWarnings("try") // Its parent can be closed, and need not be.
    private static final class Shown extends HtmlStreamEventReceiverWrapper {
        private final UnaryOperator<String> mask;
        private final Function<String, Optional<MailLink>> links;

        /** The link that is open: there is never one in another. */
        private @Nullable Run open;

        Shown(
                HtmlStreamEventReceiver sink,
                UnaryOperator<String> mask,
                Function<String, Optional<MailLink>> links) {
            super(sink);
            this.mask = mask;
            this.links = links;
        }

        @Override
        public void openTag(String element, List<String> attributes) {
            List<String> masked = new ArrayList<>(attributes);
            for (int value = 1; value < masked.size(); value += 2) {
                masked.set(value, mask.apply(masked.get(value)));
            }
            int href = element.equals(LINK) ? masked.indexOf(HREF) : -1;
            underlying.openTag(element, href < 0 ? masked : open(masked.get(href + 1)));
        }

        private List<String> open(String address) {
            if (!WHOLE.matcher(address).lookingAt()) {
                // It leads to a place beside the mail, which is nowhere; here it would be ours.
                return List.of();
            }
            open = Run.toward(address, address, links.apply(address).orElse(null));
            return attributes(open.href());
        }

        private static List<String> attributes(@Nullable String href) {
            return href == null ? List.of() : List.of(HREF, href, "rel", RELS);
        }

        @Override
        public void closeTag(String element) {
            underlying.closeTag(element);
            Run link = open;
            if (link == null || !element.equals(LINK)) {
                return;
            }
            open = null;
            if (link.second() != null) {
                underlying.text(" ");
                underlying.openTag(LINK, attributes(link.second()));
                underlying.text(link.isOwn() ? "original" : "in this archive?");
                underlying.closeTag(LINK);
            }
        }
    }
}
