package org.perdure.archive;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The HTML of a message.
 *
 * @param html as sent, decoded; not safe to be shown
 * @param mask hides mail addresses in a text by the policy of the list
 * @param links says where an address leads in this archive; for one thread
 * @param summary the message
 */
public record HtmlView(
        String html,
        UnaryOperator<String> mask,
        Function<String, Optional<MailLink>> links,
        Summary summary) {}
