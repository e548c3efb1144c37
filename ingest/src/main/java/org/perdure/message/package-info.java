/**
 * The values of Internet mail (RFC 5322, RFC 2045): what a message is once its bytes are
 * understood.
 *
 * <p>Start at {@link org.perdure.message.Message}. Everything here is immutable, knows nothing but
 * the JDK, and never throws on account of what a sender wrote: what is wrong with a message is kept
 * as its {@link org.perdure.message.Defect}s.
 */
@NullMarked
package org.perdure.message;

import org.jspecify.annotations.NullMarked;
