package org.perdure.archive;

/** Where an address in the text of a message leads in this archive. */
public sealed interface MailLink {
    /** Returns a path of this service. */
    String path();

    /**
     * To one message or page.
     *
     * @param path its path
     */
    record Exact(String path) implements MailLink {}

    /**
     * To something that has candidates here.
     *
     * @param path where they are shown
     */
    record Unsure(String path) implements MailLink {}
}
