package org.perdure.store;

import java.time.Instant;

/**
 * A take-down that was lifted. It is kept, because it says that what took the message down until
 * then does so no more.
 *
 * @param takeDown as it was
 * @param since when the message was shown again, in whole seconds
 */
public record ShownAgain(TakeDown takeDown, Instant since) {}
