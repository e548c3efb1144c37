package org.perdure.archive;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of who got a message from its list, which is in the header of the copy that came to
 * the archive: within the address that errors go to ({@code
 * quill-bounces+ada=example.org@lists.example.org}), and in what one clicks to unsubscribe.
 *
 * <p>Takes time in proportion to the text, whatever it holds.
 */
final class SubscriberAddress {
    /** A domain behind an equals sign, or behind a coded at sign, in the local part of another. */
    private static final Pattern WITHIN =
            Pattern.compile(
                    "[+-][^\\s<>\"@=%+]{0,64}+(?:=|%(?:25)?(?:40|3[Dd]))"
                            + "([A-Za-z0-9-]++(?:\\.[A-Za-z0-9-]++)++)@");

    /** Where a field of a list says to write to: the list, or a program of its server. */
    private static final Pattern TARGET =
            Pattern.compile("<\\s*+mailto:[^\\s<>?@%,]*+@[^\\s<>?@%,]++", Pattern.CASE_INSENSITIVE);

    private SubscriberAddress() {}

    /** Returns a header field with each domain within a local part crossed out. */
    static String crossedOut(String body) {
        if (body.indexOf('=') < 0 && body.indexOf('%') < 0) {
            return body; // As nearly all: to look for the rest costs more.
        }
        StringBuilder crossed = new StringBuilder(body);
        Matcher within = WITHIN.matcher(body);
        while (within.find()) {
            for (int i = within.start(1); i < within.end(1); i++) {
                crossed.setCharAt(i, 'x');
            }
        }
        return crossed.toString();
    }

    /**
     * Returns a field of a list with all masked but where it says to write to.
     *
     * @param text masks text
     */
    static String outsideOfTargets(String body, UnaryOperator<String> text) {
        StringBuilder masked = new StringBuilder(body.length());
        Matcher target = TARGET.matcher(body);
        int done = 0;
        while (target.find()) {
            masked.append(text.apply(body.substring(done, target.start())));
            masked.append(target.group());
            done = target.end();
        }
        return masked.append(text.apply(body.substring(done))).toString();
    }
}
