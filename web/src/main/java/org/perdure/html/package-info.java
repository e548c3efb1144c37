/**
 * The archive for people: pages made of the views of {@code archive}, without a line of script.
 *
 * <p>Start at {@link org.perdure.html.HtmlResources}. {@code Route} is the grammar of the paths,
 * {@code PageResource} asks the archive once for each of them, and the templates beside this
 * package turn the answer into HTML. Text becomes HTML in the templates alone, which escape
 * everything. Nothing here knows how an answer is found.
 */
@NullMarked
package org.perdure.html;

import org.jspecify.annotations.NullMarked;
