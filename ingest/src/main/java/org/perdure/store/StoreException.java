package org.perdure.store;

/**
 * The store cannot do its work: the disk is full, the file is damaged or of a newer version.
 * Nothing that was committed before is lost. Its text is fit for an operator's eyes.
 */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
