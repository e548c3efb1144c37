package org.perdure.html;

import org.jspecify.annotations.Nullable;

/**
 * A label that may lead somewhere.
 *
 * @param label what it says
 * @param href where it leads; absent where there is nothing to lead to
 */
public record Link(String label, @Nullable String href) {}
