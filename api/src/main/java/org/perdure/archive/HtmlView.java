package org.perdure.archive;

import java.util.function.UnaryOperator;

/**
 * The HTML of a message.
 *
 * @param html as sent, decoded; not safe to be shown
 * @param mask hides mail addresses in a text by the policy of the list
 * @param summary the message
 */
public record HtmlView(String html, UnaryOperator<String> mask, Summary summary) {}
