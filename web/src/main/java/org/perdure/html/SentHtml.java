package org.perdure.html;

import org.perdure.archive.HtmlView;

/**
 * The HTML of a message as a page of its own, without anything of ours but a link back.
 *
 * @param title its title
 * @param message path of the page of the message
 * @param body what is left of what the sender wrote
 */
public record SentHtml(String title, String message, String body) {
    static SentHtml of(HtmlView view) {
        return new SentHtml(
                MessagePage.subject(view.summary()),
                view.summary().path(),
                SafeHtml.of(view.html(), view.mask(), view.links()));
    }
}
