package org.perdure.text;

/** Lines that many messages by many authors have; they say nothing of who answers whom. */
public interface BoilerplateLines {
    /**
     * Returns whether a line is one of them.
     *
     * @param line its {@link Boilerplate#hash}
     */
    boolean contains(long line);
}
