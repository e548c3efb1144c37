package org.perdure.source;

/**
 * A folder with pages that an archive program wrote. It gives what its pages say, and judges the
 * files beside them; other files in it may be mail, and are read as in any folder.
 */
sealed interface PageFolder extends MessageSource permits MhonarcFolder, PipermailFolder {
    /**
     * Returns whether the items account for a file. It is known after the last item.
     *
     * @param name from the folder on: {@code msg00000.html}, {@code msg00000/plan.pdf}
     */
    boolean holds(String name);

    /** Returns why a file that no item accounts for is no mail; nothing if it has to be seen. */
    String reasonToReject(String name);

    /** Returns whether all that lies in a folder in this one belongs to messages. */
    boolean holdsAttachments(String folder);
}
