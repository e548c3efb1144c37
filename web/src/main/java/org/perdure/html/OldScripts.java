package org.perdure.html;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.perdure.archive.Archive;
import org.perdure.link.PercentEncoding;
import org.perdure.message.ArchiveException.BadParameter;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;

/** The programs of mharc that stood beside the pages: each leads to what it would have shown. */
final class OldScripts {
    /** Longest query that is handed on, in characters. */
    static final int MAX_QUERY = 1_000;

    /** What Namazu called fields, and what we do. */
    private static final Map<String, String> FIELDS =
            Map.of("+subject:", "s:", "+from:", "f:", "+to:", "t:", "+message-id:", "m:");

    private final Archive archive;

    OldScripts(Archive archive) {
        this.archive = archive;
    }

    /**
     * Returns whether a query names a list, or not even a message: without a list, any may be
     * meant.
     */
    boolean namesList(MultivaluedMap<String, String> query) {
        return !PageResource.first(query, "a").isEmpty() || id(query).isEmpty();
    }

    /** Answers {@code mesg.cgi?a=LIST&i=MSG-ID}, and {@code extract-mesg.cgi} as well. */
    Response message(MultivaluedMap<String, String> query) {
        String list = PageResource.first(query, "a").toLowerCase(Locale.ROOT);
        String id = id(query);
        if (!ListName.isValid(list) || id.isEmpty()) {
            throw new BadParameter("This address needs a msg-id (i), and may have a list (a).");
        }
        ListName name = new ListName(list);
        // A plus sign of the msg-id that stands there unencoded was read as a blank; one without an
        // at sign may be encoded once more.
        String path =
                Stream.of(id.replace(' ', '+'), decoded(id))
                        .flatMap(text -> archive.findSummary(name, new MessageId(text)).stream())
                        .findFirst()
                        .orElseGet(() -> archive.message(name, new MessageId(id), 0).summary())
                        .path();
        return Answers.moved(path);
    }

    /** Markup may have escaped what divides the parameters. */
    private static String id(MultivaluedMap<String, String> query) {
        String plain = PageResource.first(query, "i");
        String id = (plain.isEmpty() ? PageResource.first(query, "amp;i") : plain).strip();
        return id.startsWith("<") && id.endsWith(">") ? id.substring(1, id.length() - 1) : id;
    }

    private static String decoded(String id) {
        return id.indexOf('@') < 0 ? PercentEncoding.decode(PercentEncoding.decode(id)) : id;
    }

    /** Answers {@code namazu.cgi?query=WORDS&idxname=LIST}. */
    Response search(MultivaluedMap<String, String> query) {
        String list = PageResource.first(query, "idxname").toLowerCase(Locale.ROOT);
        String words = translated(PageResource.first(query, "query"));
        boolean known = ListName.isValid(list) && archive.hasList(new ListName(list));
        String page = known ? "/" + list + "/" : "/search";
        return Answers.moved(
                words.isEmpty()
                        ? page
                        : page + "?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8));
    }

    private static String translated(String query) {
        String asked = query.strip();
        List<String> words = new ArrayList<>();
        for (String word :
                asked.substring(0, Math.min(asked.length(), MAX_QUERY)).split("\\s+", -1)) {
            words.add(
                    FIELDS.entrySet().stream()
                            .filter(field -> word.startsWith(field.getKey()))
                            .map(
                                    field ->
                                            field.getValue()
                                                    + word.substring(field.getKey().length()))
                            .findFirst()
                            .orElse(word));
        }
        return String.join(" ", words).strip();
    }
}
