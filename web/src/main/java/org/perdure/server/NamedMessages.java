package org.perdure.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.perdure.link.Folder;
import org.perdure.link.LinkKey;
import org.perdure.link.LinkParser;
import org.perdure.link.MessageNumber;
import org.perdure.link.Trees;
import org.perdure.message.ListName;
import org.perdure.message.MailingList;
import org.perdure.message.MessageId;
import org.perdure.store.ArchiveStore;
import org.perdure.store.ArchiveWriter;
import org.perdure.store.Entry;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Messages of a list that an operator names on the command line, to do something about them. */
final class NamedMessages {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec mixee = CommandSpec.create();

    @Mixin private ArchiveOption archive = new ArchiveOption();

    @Option(names = "--list", paramLabel = "NAME", required = true, description = "of which list")
    private ListName list = new ListName("none");

    @Parameters(
            arity = "0..*",
            paramLabel = "MSGID|PATH",
            description = "Message-ID, with or without angle brackets, or an address of its page")
    private List<String> messages = List.of();

    /** Those of the list: they tell which message a number on one of its hosts means. */
    private Trees trees = Trees.NONE;

    /** Changes something in an archive. */
    @FunctionalInterface
    interface Work {
        void on(ArchiveWriter writer, List<MessageId> ids) throws IOException;
    }

    ListName list() {
        return list;
    }

    /**
     * Finds the messages, does the work, and brings the search index up to date, unless a service
     * does that.
     *
     * @throws Failure if one of the messages is not there; nothing is done then
     */
    void run(Work work) throws IOException {
        if (messages.isEmpty()) {
            throw new ParameterException(mixee.commandLine(), "name a message");
        }
        ArchiveFolder folder = archive.existing();
        List<MailingList> lists =
                List.copyOf(folder.configurationFile().read().listsByName().values());
        lists.stream()
                .filter(described -> described.name().equals(list))
                .forEach(described -> trees = Trees.of(described));
        try (ArchiveWriter writer = folder.openWriter()) {
            ArchiveStore store = writer.store();
            if (!store.hasList(list)) {
                throw ArchiveFolder.unknownList(list, store);
            }
            LinkParser parser = new LinkParser(withOurs(lists));
            List<MessageId> ids = new ArrayList<>();
            for (String message : messages) {
                ids.add(find(store, parser, message));
            }
            work.on(writer, ids);
            folder.updateIndex(store);
        }
    }

    /** Returns the archive, which need not be there yet. */
    ArchiveFolder folder() {
        return archive.folder();
    }

    boolean namesMessages() {
        return !messages.isEmpty();
    }

    private List<MailingList> withOurs(List<MailingList> lists) {
        List<MailingList> all = new ArrayList<>(lists);
        all.add(MailingList.named(list));
        return all;
    }

    private MessageId find(ArchiveStore store, LinkParser parser, String message) {
        boolean isAddress =
                message.startsWith("/")
                        || message.startsWith("http://")
                        || message.startsWith("https://");
        Optional<MessageId> found =
                isAddress
                        ? parser.parse(message).flatMap(key -> find(store, key))
                        : existing(store, new MessageId(withoutBrackets(message)));
        return found.orElseThrow(
                () -> new Failure(message + ": there is no such message in " + list));
    }

    private static String withoutBrackets(String id) {
        return id.length() > 2 && id.startsWith("<") && id.endsWith(">")
                ? id.substring(1, id.length() - 1)
                : id;
    }

    private Optional<MessageId> find(ArchiveStore store, LinkKey key) {
        if (key instanceof LinkKey.Numbered numbered && numbered.list().equals(list)) {
            return store.findNumber(list, inFolder(numbered)).map(Entry::id);
        }
        if (key instanceof LinkKey.Id id) {
            return id.readings().stream()
                    .flatMap(reading -> existing(store, reading).stream())
                    .findFirst();
        }
        return Optional.empty(); // Nothing else names a message.
    }

    private MessageNumber inFolder(LinkKey.Numbered key) {
        MessageNumber number = key.number();
        Folder folder =
                number.folder().isMain()
                        ? trees.at(key.host(), number.month()).orElse(number.folder())
                        : trees.folder(number.folder().tree(), number.month());
        return new MessageNumber(folder, number.number());
    }

    /** Returns a msg-id that the list has, or that a source has taken down before it came. */
    private Optional<MessageId> existing(ArchiveStore store, MessageId id) {
        return store.find(list, id).isPresent() || store.findTakeDown(list, id).isPresent()
                ? Optional.of(id)
                : Optional.empty();
    }
}
