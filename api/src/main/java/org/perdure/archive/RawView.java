package org.perdure.archive;

/**
 * A message as received, but for what its list hides everywhere.
 *
 * @param bytes not copied: nobody may change them
 * @param loan the memory they take, to be given back when they are no longer held
 */
public record RawView(byte[] bytes, Loan loan) {}
