package org.perdure.ingest;

/** Is told how an import goes on: after each batch, from the thread of the run. */
@FunctionalInterface
public interface Progress {
    /**
     * @param bytesRead bytes of the source read so far, as it is stored
     * @param durable the counts of what is durable by now
     */
    void at(long bytesRead, ImportReport durable);
}
