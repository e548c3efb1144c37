package org.perdure.server;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.perdure.message.ListName;
import org.perdure.message.MailingList;

/**
 * Reads {@code perdure.yaml}, and adds lists to it without touching what an operator wrote. A key
 * that is not known is an error, so that a slip of the pen cannot go unnoticed.
 */
final class ConfigurationFile {
    /** Stands at the head of a new file. */
    private static final String HEAD =
            """
            # The lists of this archive, and how it is served. Perdure adds lists at the end when it
            # imports them, and changes nothing else.
            #
            # title: Mailing lists of Example
            # banner:                            # above all pages
            #   title: This archive moves
            #   text: See https://lists.example.org/about
            # footer: Run by the Example project.
            # links:                             # at the end of all pages
            #   - text: Example project
            #     href: https://www.example.org/
            # colours:                           # or ink, soft, paper, sheet, faint, visited, line, focus, mark
            #   light: {link: "#0f5a78"}
            #   dark: {link: "#83c3dd"}
            # server:
            #   port: 8080
            #   bind: 127.0.0.1
            #   publicBase: https://lists.example.org
            # lmtp:
            #   port: 2424
            # tokens:
            #   - sha256: of a token, 64 hexadecimal digits
            # watch:
            #   - list: my-list
            #     maildir: /var/mail/my-list     # or a folder: that files are put into
            lists:
            """;

    private static final YAMLMapper MAPPER =
            YAMLMapper.builder()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .disable(YAMLGenerator.Feature.SPLIT_LINES)
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(Include.NON_EMPTY, Include.NON_EMPTY))
                    .build();

    private final Path path;

    /**
     * @param path where the file is, or will be
     */
    ConfigurationFile(Path path) {
        this.path = path;
    }

    /**
     * Returns what the file says; nothing if there is none.
     *
     * @throws Failure if it cannot be understood; the text names the line
     */
    Configuration read() throws IOException {
        requireFile();
        // An archive needs no file as long as its operator has nothing to say.
        return text().map(this::parse).orElse(Configuration.EMPTY);
    }

    /** Returns its text; nothing if there is no file. */
    Optional<String> text() throws IOException {
        try {
            return Optional.of(Files.readString(path));
        } catch (NoSuchFileException expected) {
            return Optional.empty();
        }
    }

    private void requireFile() {
        if (Files.isDirectory(path)) {
            throw new Failure(path + " is a folder; it must be a file");
        }
    }

    /** Adds a list at the end; the file is created if need be, and exchanged in one step. */
    void add(MailingList list) throws IOException {
        requireFile();
        String text = text().orElse(HEAD);
        Configuration before = parse(text);
        if (before.findList(list.name()).isPresent()) {
            return;
        }
        String entry = MAPPER.writeValueAsString(List.of(Settings.ListSettings.of(list))).indent(2);
        String appended = (text.endsWith("\n") ? text : text + "\n") + entry;
        if (!says(appended, before, list)) {
            appended = text.stripTrailing() + "\n\nlists:\n" + entry;
        }
        if (!says(appended, before, list)) {
            throw new Failure(
                    path
                            + ": the list "
                            + list.name()
                            + " cannot be added at the end; make “lists” the last key, or write the"
                            + " list into it by hand");
        }
        Path draft = path.resolveSibling(path.getFileName() + ".new");
        Files.writeString(draft, appended);
        Files.move(
                draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Returns whether a text says what was said before, and has one more list. */
    private boolean says(String text, Configuration before, MailingList added) {
        try {
            Configuration after = parse(text);
            List<MailingList> lists = after.lists();
            return lists.size() == before.lists().size() + 1
                    && lists.getLast().equals(added)
                    && after.withLists(before.lists()).equals(before);
        } catch (Failure expected) {
            // The place was not the right one.
            return false;
        }
    }

    /** The lists that {@link #profile} knows more of than their name. */
    static final List<ListName> PROFILES = List.of(new ListName("xen-devel"));

    /**
     * Returns a list that this program knows, such as xen-devel, as its archive was published; else
     * one of which only the name is known.
     */
    static MailingList profile(ListName name) throws IOException {
        try (InputStream in =
                ConfigurationFile.class.getResourceAsStream("lists/" + name + ".yaml")) {
            return in == null
                    ? MailingList.named(name)
                    : MAPPER.readValue(in, Settings.ListSettings.class).toList(name + ".yaml");
        }
    }

    /**
     * Returns what a text of the file says.
     *
     * @throws Failure if it cannot be understood; the text names the line
     */
    Configuration parse(String text) {
        String name = path.getFileName().toString();
        try {
            Settings settings =
                    text.lines().allMatch(line -> line.isBlank() || line.startsWith("#"))
                            ? null
                            : MAPPER.readValue(text, Settings.class);
            return settings == null ? Configuration.EMPTY : settings.toConfiguration(name);
        } catch (UnrecognizedPropertyException e) {
            String known =
                    Objects.requireNonNullElse(e.getKnownPropertyIds(), List.of()).stream()
                            .map(Object::toString)
                            .sorted()
                            .collect(Collectors.joining(", "));
            throw new Failure(
                    "%s, line %d: there is no key “%s”; keys here are %s"
                            .formatted(name, line(e, text), e.getPropertyName(), known),
                    e);
        } catch (JsonMappingException e) {
            if (e.getCause() instanceof JsonProcessingException syntax) {
                throw new Failure("%s, line %d: this is not YAML".formatted(name, line(syntax)), e);
            }
            throw new Failure(
                    "%s, line %d: the value of “%s” does not fit"
                            .formatted(name, line(e, text), where(e)),
                    e);
        } catch (JsonProcessingException e) {
            throw new Failure("%s, line %d: this is not YAML".formatted(name, line(e)), e);
        }
    }

    private static int line(JsonProcessingException thrown) {
        JsonLocation location = thrown.getLocation();
        return location == null ? 1 : location.getLineNr();
    }

    /** Returns the line of the key at fault: when Jackson complains, it may have read on. */
    private static int line(JsonMappingException thrown, String text) {
        StringBuilder pointer = new StringBuilder();
        for (Reference reference : thrown.getPath()) {
            String name = reference.getFieldName();
            pointer.append('/').append(name == null ? reference.getIndex() : name);
        }
        try (JsonParser parser = MAPPER.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (parser.getParsingContext().pathAsPointer().toString().contentEquals(pointer)) {
                    return parser.currentTokenLocation().getLineNr();
                }
            }
        } catch (IOException expected) {
            // It could be read before, so this cannot be; the other line is good enough.
        }
        return line(thrown);
    }

    private static String where(JsonMappingException thrown) {
        String path =
                thrown.getPath().stream()
                        .map(Reference::getFieldName)
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining("."));
        return path.isEmpty() ? "the file" : path;
    }
}
