package org.perdure.server;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * Follows every link of a service, in the order in which it finds them: what an attribute of HTML,
 * a feed, a sitemap or JSON names. What is elsewhere is left alone.
 */
final class Crawler {
    /** Words of a query that ask something new of the archive. */
    private static final List<String> QUESTIONS = List.of("q=", "url=");

    /** Redirects after each other that a place is looked for through. */
    private static final int MAX_REDIRECTS = 5;

    private final URI home;
    private final List<String> ours;
    private final BiPredicate<String, Integer> isRight;
    private final int limit;
    private final Reader reader;

    private final Map<String, Answer> answers = new LinkedHashMap<>();
    private final Map<String, String> places = new LinkedHashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final Deque<Link> waiting = new ArrayDeque<>();
    private final List<String> faults = new ArrayList<>();

    /** Looks at each answer. */
    interface Reader {
        void read(String path, String mediaType, byte[] body) throws IOException;
    }

    private record Link(String path, String from) {}

    private record Answer(int status, Optional<String> location, Set<String> anchors) {}

    /**
     * @param home where the service is
     * @param base the address by which its pages call it, if that is another; else empty
     * @param isRight tells whether a path may have a status that is neither 200 nor 301
     * @param limit how many addresses are asked for at the most
     */
    Crawler(URI home, String base, BiPredicate<String, Integer> isRight, int limit, Reader reader) {
        this.home = home.resolve("/");
        this.ours =
                Stream.of(home.resolve("/").toString(), base + "/")
                        .filter(address -> !address.equals("/"))
                        .toList();
        this.isRight = isRight;
        this.limit = limit;
        this.reader = reader;
    }

    /** Follows all that can be reached from these paths. */
    void crawl(String... starts) throws IOException {
        for (String start : starts) {
            follow(start, "/");
        }
        while (!waiting.isEmpty() && answers.size() < limit) {
            ask(waiting.pop());
        }
        places.forEach(this::checkPlace);
    }

    /** Returns what is wrong, a line each, and on which page it stands. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    /** Returns every path that was asked for. */
    Set<String> paths() {
        return Set.copyOf(answers.keySet());
    }

    /** Returns how many are known and were not asked for. */
    int left() {
        return waiting.size();
    }

    private void ask(Link link) throws IOException {
        HttpResponse<byte[]> got = WebServer.get(home.resolve(link.path()));
        int status = got.statusCode();
        String mediaType = got.headers().firstValue("Content-Type").orElse("");
        LinkedPage page = LinkedPage.of(mediaType, new String(got.body(), StandardCharsets.UTF_8));
        Optional<String> location =
                got.headers().firstValue("Location").flatMap(href -> local(href, link.path()));
        answers.put(link.path(), new Answer(status, location, page.anchors()));
        if (status == 301) {
            location.ifPresent(to -> add(to, link.path()));
        } else if (status != 200 && !isRight.test(link.path(), status)) {
            faults.add(status + " " + link.path() + " on " + link.from());
        }
        reader.read(link.path(), mediaType, got.body());
        boolean isEndless = isQuestion(link.path()) && isQuestion(link.from());
        if (!isEndless) {
            page.links().forEach(href -> follow(href, link.path()));
        }
    }

    /** Each answer to a question leads to further ones without end: those are asked, no more. */
    private static boolean isQuestion(String path) {
        return QUESTIONS.stream().anyMatch(path::contains);
    }

    private void follow(String href, String from) {
        local(href, from).ifPresent(to -> add(to, from));
    }

    /** Returns the path, query and fragment that a link leads to here; nothing if elsewhere. */
    private Optional<String> local(String href, String from) {
        try {
            URI page = home.resolve(from);
            // Java's URI keeps no file before a query alone, as RFC 2396 had it.
            URI to =
                    href.startsWith("?")
                            ? new URI(page.getRawPath() + href)
                            : href.isEmpty() ? page : new URI(href);
            String whole = page.resolve(to).toString();
            return ours.stream()
                    .filter(whole::startsWith)
                    .map(base -> whole.substring(base.length() - 1))
                    .findFirst();
        } catch (URISyntaxException e) {
            faults.add("no URI: " + e.getMessage() + " on " + from);
            return Optional.empty();
        }
    }

    private void add(String reference, String from) {
        int hash = reference.indexOf('#');
        String path = hash < 0 ? reference : reference.substring(0, hash);
        if (hash >= 0) {
            places.putIfAbsent(reference, from);
        }
        if (seen.add(path)) {
            waiting.add(new Link(path, from));
        }
    }

    /** A place must be there, if its page was asked for. */
    private void checkPlace(String reference, String from) {
        String[] parts = reference.split("#", 2);
        Answer answer = answers.get(parts[0]);
        for (int i = 0; i < MAX_REDIRECTS && answer != null && answer.status() == 301; i++) {
            answer = answer.location().map(answers::get).orElse(null);
        }
        String anchor = URI.create("#" + parts[1]).getFragment();
        if (answer != null && !answer.anchors().contains(anchor)) {
            faults.add("no place " + reference + " on " + from);
        }
    }
}
