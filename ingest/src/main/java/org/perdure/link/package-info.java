/**
 * The addresses under which mail archives were published: how a link of any scheme is read, how
 * numbers were given, how a path is built.
 *
 * <p>Start at {@link org.perdure.link.MessageNumber} for our own space and at {@link
 * org.perdure.link.LinkParser} for everybody's. This package knows text only: whether a key leads
 * to a message is the store's to say.
 */
@NullMarked
package org.perdure.link;

import org.jspecify.annotations.NullMarked;
