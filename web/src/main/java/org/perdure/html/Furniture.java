package org.perdure.html;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.message.MailingList.Banner;

/**
 * What an operator puts around all pages.
 *
 * @param notice stands above each, if one does
 * @param footer a paragraph at the end of each, possibly with URLs; plain text, or empty
 * @param links lead elsewhere from the end of each
 * @param colours those of the operator
 */
public record Furniture(@Nullable Banner notice, String footer, List<Link> links, Colours colours) {
    /** Nothing. */
    public static final Furniture NONE = new Furniture(null, "", List.of(), Colours.NONE);

    public Furniture {
        links = List.copyOf(links);
    }
}
