package org.perdure.archive;

/**
 * A message as received.
 *
 * @param bytes not copied: nobody may change them
 * @param loan the memory they take, to be given back when they are no longer held
 */
public record RawView(byte[] bytes, Loan loan) {}
