package org.perdure.link;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.perdure.message.MailingList;
import org.perdure.message.Message;
import org.perdure.message.Tree;

/**
 * The trees in which a list was published, and which folder a host, a name or a message means.
 *
 * <p>Of the trees that have a folder for a month, the last one named is the main one. Where only
 * one has, all hosts mean that one: they served the same pages. A list of which no trees are known
 * has one, whose months are cut by UTC.
 */
public final class Trees {
    /** What mail servers call the address that a message was delivered to. */
    public static final String ENVELOPE = "Envelope-To";

    private static final Pattern SEPARATORS = Pattern.compile("[/\\\\!:]+");

    /** The trees of a list of which none are known. */
    public static final Trees NONE = new Trees(List.of());

    private final List<Tree> all;

    private Trees(List<Tree> all) {
        this.all = all;
    }

    /** Returns the trees of a list. */
    public static Trees of(MailingList list) {
        return list.trees().isEmpty() ? NONE : new Trees(list.trees());
    }

    /** Returns the tree with a name. */
    public Optional<Tree> find(String name) {
        return all.stream().filter(tree -> tree.name().equals(name)).findFirst();
    }

    /** Returns the folders of a month, the main one first. */
    public List<Folder> folders(YearMonth month) {
        List<Folder> folders = new ArrayList<>(List.of(Folder.of(month)));
        covering(month).reversed().stream()
                .skip(1)
                .forEach(tree -> folders.add(new Folder(tree.name(), month)));
        return List.copyOf(folders);
    }

    private List<Tree> covering(YearMonth month) {
        return all.stream().filter(tree -> tree.covers(month)).toList();
    }

    private Optional<Tree> main(YearMonth month) {
        List<Tree> covering = covering(month);
        return covering.isEmpty() ? Optional.empty() : Optional.of(covering.getLast());
    }

    /** Returns the folder of a month in a tree: the main one, if that tree has none of its own. */
    public Folder folder(String tree, YearMonth month) {
        Folder named = new Folder(tree, month);
        return folders(month).contains(named) ? named : Folder.of(month);
    }

    /**
     * Returns the folder of a month that a host means; nothing if the month has several and the
     * host is of none of their trees.
     */
    public Optional<Folder> at(String host, YearMonth month) {
        if (folders(month).size() == 1) {
            return Optional.of(Folder.of(month));
        }
        String name = host.toLowerCase(Locale.ROOT);
        return all.stream()
                .filter(tree -> tree.hosts().contains(name))
                .findFirst()
                .map(tree -> folder(tree.name(), month));
    }

    /** Returns the tree whose archiver got a message, if its header says so. */
    public Optional<Tree> recognise(Message message) {
        return all.stream()
                .filter(
                        tree ->
                                message.header().stream()
                                        .filter(field -> field.is(ENVELOPE))
                                        .anyMatch(field -> names(field.body(), tree)))
                .findFirst();
    }

    private static boolean names(String body, Tree tree) {
        String text = body.toLowerCase(Locale.ROOT);
        return tree.envelopes().stream().anyMatch(text::contains);
    }

    /**
     * Returns the tree that a folder of pages is of, if one can be told: by the address of its
     * archiver, or by a host of its in the path, as programs that fetch pages write them.
     *
     * @param source path of the folder, or of a file in it
     * @param archiver the address at which the archiver got the mail, as pages show it: letters of
     *     the domain may be masked by as many {@code x}; empty if they show none
     */
    public Optional<Tree> ofPages(String source, String archiver) {
        Set<String> names =
                new HashSet<>(List.of(SEPARATORS.split(source.toLowerCase(Locale.ROOT))));
        String shown = archiver.toLowerCase(Locale.ROOT);
        return only(tree -> isShown(shown, tree))
                .or(() -> only(tree -> tree.hosts().stream().anyMatch(names::contains)));
    }

    private Optional<Tree> only(Predicate<Tree> test) {
        List<Tree> found = all.stream().filter(test).toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private static boolean isShown(String shown, Tree tree) {
        return tree.envelopes().stream()
                .anyMatch(
                        address ->
                                IntStream.rangeClosed(0, shown.length() - address.length())
                                        .anyMatch(at -> isMasked(shown, at, address)));
    }

    /** Returns whether an address stands at a place, its domain masked or not. */
    private static boolean isMasked(String shown, int from, String address) {
        int domain = address.indexOf('@') + 1;
        return domain > 0
                && shown.startsWith(address.substring(0, domain), from)
                && isEnd(shown, from + address.length())
                && IntStream.range(domain, address.length())
                        .allMatch(
                                i ->
                                        shown.charAt(from + i) == 'x'
                                                || shown.charAt(from + i) == address.charAt(i));
    }

    private static boolean isEnd(String text, int at) {
        return at == text.length() || !Character.isLetterOrDigit(text.charAt(at));
    }

    /**
     * Returns the folder in which a tree files what was delivered at a time.
     *
     * @param tree one of these; its months are cut by its own clock
     */
    public Folder filed(Tree tree, Instant delivered) {
        return folder(tree.name(), monthAt(tree.zone(), delivered));
    }

    /** Returns the main folder for what was delivered at a time, by the clock of its tree. */
    public Folder filed(Instant delivered) {
        for (Tree tree : all) {
            YearMonth month = monthAt(tree.zone(), delivered);
            if (main(month).filter(tree::equals).isPresent()) {
                return Folder.of(month);
            }
        }
        return Folder.of(monthAt(ZoneOffset.UTC, delivered));
    }

    /**
     * Returns what chooses a folder in an address, whatever host that is asked of: {@code
     * ?tree=old}; empty if its month has one only. The main folder is named too: to a host of
     * another tree, the address without a name means that one.
     */
    public String query(Folder folder) {
        return folder.isMain() && folders(folder.month()).size() > 1
                ? new Folder(nameOf(folder), folder.month()).query()
                : folder.query();
    }

    private static YearMonth monthAt(ZoneId zone, Instant delivered) {
        return YearMonth.from(delivered.atZone(zone));
    }

    /** Returns the name of the tree that a folder belongs to; empty if no trees are known. */
    public String nameOf(Folder folder) {
        return folder.isMain() ? main(folder.month()).map(Tree::name).orElse("") : folder.tree();
    }
}
