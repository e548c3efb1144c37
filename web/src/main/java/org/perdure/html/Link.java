package org.perdure.html;

import org.jspecify.annotations.Nullable;

/**
 * A label that may lead somewhere.
 *
 * @param label what it says
 * @param href where it leads; absent where there is nothing to lead to
 * @param key what a reader types to follow it, where scripts run; absent for most
 */
public record Link(String label, @Nullable String href, @Nullable String key) {
    Link(String label, @Nullable String href) {
        this(label, href, null);
    }
}
