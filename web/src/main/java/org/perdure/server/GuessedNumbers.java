package org.perdure.server;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.perdure.message.ListName;
import org.perdure.message.MailingList;
import org.perdure.message.Tree;
import org.perdure.store.ArchiveStore;

/**
 * What an operator must know who brings mail of a list that was published elsewhere: that its
 * numbers are guesses, and what would make them sure.
 */
final class GuessedNumbers {
    private GuessedNumbers() {}

    /** Returns what to say of the numbers of a list, if there is something. */
    static Optional<String> in(ArchiveFolder folder, ListName list) throws IOException {
        Optional<MailingList> known =
                folder.configurationFile()
                        .read()
                        .findList(list)
                        .filter(one -> !one.hosts().isEmpty());
        if (known.isEmpty()) {
            return Optional.empty();
        }
        try (ArchiveStore store = folder.openStore()) {
            long guesses = store.guessedNumbers(list);
            return guesses == 0 ? Optional.empty() : Optional.of(text(known.get(), guesses));
        }
    }

    private static String text(MailingList list, long guesses) {
        String text =
                "%s: %s of its numbers are guesses, by which no old link leads to its message; pages"
                                .formatted(list.name(), ProgressDisplay.grouped(guesses))
                        + " and databases of the old archive make them sure";
        return list.trees().isEmpty()
                ? text
                : text
                        + ". If it was the archiver itself that wrote a mailbox, from which nothing"
                        + " lacks, or pages of a month that was published twice, import them with"
                        + " --tree "
                        + list.trees().stream().map(Tree::name).collect(Collectors.joining(" or "));
    }
}
