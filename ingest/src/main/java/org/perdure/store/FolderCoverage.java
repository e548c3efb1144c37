package org.perdure.store;

import java.util.List;
import org.perdure.link.Folder;

/**
 * What is known of the numbers of a folder of the published space.
 *
 * @param folder the folder
 * @param exact how many numbers are in force that were seen at their source
 * @param told how many are in force that somebody says he saw
 * @param predicted how many are in force that were given by rule
 * @param missing how many more were seen, of messages that are not here
 * @param holes how many numbers below the highest nobody says anything of
 * @param conflicts how many numbers are said to be of several messages
 * @param highest the highest number in force or seen; -1 if there is none
 * @param sources where the numbers come from, by name
 */
public record FolderCoverage(
        Folder folder,
        int exact,
        int told,
        int predicted,
        int missing,
        int holes,
        int conflicts,
        int highest,
        List<NumberRow.Origin> sources) {
    public FolderCoverage {
        sources = List.copyOf(sources);
    }
}
