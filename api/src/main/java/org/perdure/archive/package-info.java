/**
 * The archive as its readers see it: one façade over store and index, and the views it gives, as
 * records.
 *
 * <p>Start at {@link org.perdure.archive.Archive}. Pages and JSON are made of the same views;
 * nothing here knows HTTP, HTML or JSON.
 */
@NullMarked
package org.perdure.archive;

import org.jspecify.annotations.NullMarked;
