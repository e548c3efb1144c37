/**
 * The program: command line, configuration, wiring, HTTP server. The only package that knows every
 * implementation, and the only one that writes to the console.
 *
 * <p>Start at {@link org.perdure.server.Perdure}.
 */
@NullMarked
package org.perdure.server;

import org.jspecify.annotations.NullMarked;
