package org.perdure.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Links damaged as mail, markup and hands damage them, by a seed, still have their keys. */
class DamagedLinkTest {
    private static final int ROUNDS = 60;

    private static final List<String> HOSTS = XenArchive.HOSTS;
    private static final LinkParser PARSER = XenArchive.PARSER;

    /** Collected from public places; not part of the project. */
    private static final Path TABLE = Path.of("../../shared/corpora/legacy-links.tsv");

    private static final List<String> INVENTED =
            List.of(
                    "http://lists.xen.org/archives/html/xen-devel/2011-03/msg01142.html",
                    "https://lore.kernel.org/fern-devel/20110301.a-b@example.org/",
                    "https://lists.example.org/archives/list/dev@example.org/message/RSZCG7IGPHFIRW3EMTVMMDNJMNCVCOLE/",
                    "https://lists.example.org/pipermail/dev/2011-March/000123.html",
                    "https://lists.debian.org/debian-moss/2011/03/msg00123.html",
                    "https://groups.google.com/g/moss/c/AbC_d-1/m/XyZ",
                    "https://marc.info/?l=fern-devel&m=128170404422822&w=2",
                    "http://example.nabble.com/Some-words-td4415622.html",
                    "https://thr3ads.net/fern-devel/2005/03/696793-Some-words",
                    "https://inbox.example.org/fern/20110301123456.a@example.org/T/",
                    "https://www.spinics.net/lists/moss/msg12345.html");

    @Test
    void hasTheKeyThatItHadBefore() throws IOException {
        List<String> wrong = new ArrayList<>();
        Random random = new Random(20_110_304);
        for (String link : INVENTED) {
            String expected = key(link);
            assertThat(expected).as(link).isNotEqualTo("none");
            damage(link, expected, random, wrong);
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void hasItsKeyInTheTableOfPublishedLinks() throws IOException {
        assumeTrue(Files.exists(TABLE), "no table of published links at " + TABLE);
        List<String> wrong = new ArrayList<>();
        Random random = new Random(7);
        List<String> rows = Files.readAllLines(TABLE);
        for (String row : rows.subList(1, rows.size())) {
            String[] cells = row.split("\t", -1);
            damage(cells[1], cells[8], random, wrong);
        }
        assertThat(wrong).isEmpty();
    }

    private static void damage(String link, String expected, Random random, List<String> wrong) {
        for (int i = 0; i < ROUNDS; i++) {
            String damaged = damaged(link, random);
            if (!key(damaged).equals(expected)) {
                wrong.add(damaged + " -> " + key(damaged) + " instead of " + expected);
            }
        }
    }

    private static String damaged(String link, Random random) {
        String text = link;
        for (int n = random.nextInt(3); n >= 0; n--) {
            text = one(text, random);
        }
        return text;
    }

    private static String one(String link, Random random) {
        return switch (random.nextInt(9)) {
            case 0 ->
                    link + pick(random, ")", ".", ").", ",", "),", ":", "]", ">", "}}", "=", "\"");
            case 1 -> pick(random, "<", "(", "[", "<URL:", "\"", "&lt;", " ") + link;
            case 2 -> broken(link, random);
            case 3 -> link.replaceFirst("^(\\W*(?:URL:)?)https?://", "$1" + scheme(random));
            case 4 -> upperCaseHost(link);
            case 5 -> otherHost(link, random);
            case 6 -> encoded(link);
            case 7 -> link.contains("&amp;amp;") ? link : link.replaceAll("&(?!lt;)", "&amp;");
            default -> "\t" + link + "\r\n";
        };
    }

    /** Lines are broken after the text is encoded. */
    private static String encoded(String link) {
        boolean done = link.contains("=3D") || link.chars().anyMatch(Character::isWhitespace);
        return done || link.contains("=\\") ? link : link.replace("=", "=3D");
    }

    private static String scheme(Random random) {
        return pick(random, "http://", "https://", "HTTP://", "http://http://", "http:/");
    }

    /** Breaks a line as quoted-printable text does, or as a mail program wraps. */
    private static String broken(String link, Random random) {
        int at = 1 + random.nextInt(link.length() - 1);
        // A break inside an escape or a second one at the same place would be another damage.
        boolean unsafe =
                link.indexOf('=') >= 0
                        || link.indexOf('&') >= 0
                        || link.chars().anyMatch(Character::isWhitespace);
        return unsafe
                ? link
                : link.substring(0, at)
                        + pick(random, "=\n", "=\r\n", "=\\n", "\n", "\n  ", "=\n> ")
                        + link.substring(at);
    }

    private static String upperCaseHost(String link) {
        int start = link.indexOf("://") + "://".length();
        int end = link.indexOf('/', start);
        return start < "://".length()
                        || end < 0
                        || link.lastIndexOf("://") >= start
                        || link.indexOf('\\') >= 0
                ? link
                : link.substring(0, start)
                        + link.substring(start, end).toUpperCase(Locale.ROOT)
                        + link.substring(end);
    }

    private static String otherHost(String link, Random random) {
        if (link.contains("namazu")) {
            return link; // Named by its host.
        }
        for (String host : HOSTS) {
            if (link.contains("://" + host + "/")) {
                return link.replace("://" + host + "/", "://" + pick(random, HOSTS) + "/");
            }
        }
        return link;
    }

    private static String pick(Random random, String... choices) {
        return pick(random, List.of(choices));
    }

    private static String pick(Random random, List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static String key(String link) {
        return PARSER.parse(link).map(LinkKey::toString).orElse("none");
    }
}
