package org.perdure.source;

/** Mail to be imported that says how far reading has come. */
public interface TrackedSource extends MessageSource {
    /** Returns about how many bytes, as they are stored, have been read so far. Any thread. */
    long bytesRead();
}
