package org.perdure.html;

import org.jspecify.annotations.Nullable;
import org.perdure.archive.Resolver.Answer;

/**
 * Where an old link leads, when that is not one page.
 *
 * @param chrome what stands around it
 * @param answer what is known, absent when nothing was asked
 */
public record ResolvePage(Chrome chrome, @Nullable Answer answer) implements HtmlPage {}
