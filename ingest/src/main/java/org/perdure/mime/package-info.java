/**
 * Bytes to {@link org.perdure.message.Message}. The only package that knows Mime4j.
 *
 * <p>Start at {@link org.perdure.mime.MessageParser}. Parsing never fails on account of the bytes.
 */
@NullMarked
package org.perdure.mime;

import org.jspecify.annotations.NullMarked;
