package org.perdure.link;

import java.time.YearMonth;

/**
 * The place at which an archive program published a message of a list: a number in a folder.
 *
 * @param scheme which program
 * @param folder name of the folder: {@link Folder#toString}, or what Pipermail calls a volume, such
 *     as {@code 2011-March}
 * @param number the number, from 0; that of Pipermail counts through all folders of a list
 */
public record PublishedPlace(Scheme scheme, String folder, int number) {
    public PublishedPlace {
        if (number < 0) {
            throw new IllegalArgumentException("number is " + number);
        }
    }

    /** The programs. Names are stored: stable. */
    public enum Scheme {
        /** MHonArc, a folder for each month. */
        MHONARC,
        /** Pipermail, the archiver of Mailman 2. */
        PIPERMAIL
    }

    /** Returns the place of a number in MHonArc's space. */
    public static PublishedPlace mhonarc(YearMonth month, int number) {
        return mhonarc(Folder.of(month), number);
    }

    /** Returns the place of a number in MHonArc's space. */
    public static PublishedPlace mhonarc(Folder folder, int number) {
        return new PublishedPlace(Scheme.MHONARC, folder.toString(), number);
    }
}
