package org.perdure.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.link.MhonarcComment;
import org.perdure.server.PlainHttp.Answer;

/**
 * Mail with an address in every place that can hold one, under each policy. Whatever the service
 * links to from its pages and its API is fetched and searched for these addresses, so that a new
 * kind of answer is covered as soon as anything links to it.
 */
@Timeout(180)
class MaskedEverywhereTest {
    /** Where all addresses are that are to be hidden, but for one within a patch. */
    private static final String SECRET = "secret.example";

    /** How many addresses are fetched at the most: the sample needs fewer than a hundred. */
    private static final int MAX_FETCHED = 2_000;

    private static final Pattern LINK =
            Pattern.compile("(?:href|src|action)=\"(/[^\"]*)\"|\"(/[^\"\\s]*)\"");

    private static final String MAIL =
            """
            From sep@secret.example Tue Mar  1 08:00:00 2011
            Received: from a.example.org by b.example.org for <rcvd@secret.example>; Tue, 1 Mar 2011 08:00:00 +0000
            Return-Path: <path@secret.example>
            From: "name@secret.example" <from@secret.example>
            Sender: sender@secret.example
            Reply-To: =?utf-8?Q?reply=40secret.example?= <reply@secret.example>
            To: Ada <to@secret.example>, group: one@secret.example, two@secret.example;
            Cc: (comment@secret.example) cc@secret.example
            Bcc: bcc@secret.example
            Resent-From: resent@secret.example
            X-Original-To: original@secret.example
            Errors-To: quill-bounces+errors=secret.example@lists.example.org
            List-Unsubscribe: <http://lists.example.org/options/quill/unsubscriber%%40secret.example>,
             <mailto:quill-off-subscriber=secret.example@lists.example.org>
            List-Owner: =?utf-8?Q?owner=40secret.example?= <mailto:owner@secret.example>
            X-Url: <http://b.example/?e=urlfield@secret.example>
            X-Coded: http://b.example/?e=codedfield%%40secret.example
            X-Cut: =?utf-8?Q?cut=40sec?= =?utf-8?Q?ret.example?=
            X-Soft: soft@sec\u00adret.example
            X-Folded: a
             folded@secret.example
            Subject: =?utf-8?B?%1$s?= subject@secret.example
            Message-ID: <first@example.org>
            In-Reply-To: your message of Tue from reply2@secret.example
            Date: Tue, 1 Mar 2011 08:00:00 +0000
            Archived-At: <https://www.mail-archive.com/quill@lists.example.org/msg00001.html>
            MIME-Version: 1.0
            Content-Type: multipart/mixed; name="typed@secret.example"; boundary="b0"

            pre@secret.example
            --b0
            Content-Type: text/plain; charset=utf-8

            Words body@secret.example, <angle@secret.example>, mailto:to@secret.example and
            "Somebody" <somebody@secret.example> wrote:
            > quoted@secret.example
            > http://b.example/?e=quotedurl@secret.example
            >> deeper@secret.example
            See http://b.example/?e=query@secret.example, https://user@secret.example/path and
            http://b.example/u?e=coded%%40secret.example&f=twice%%2540secret%%2Eexample&c=x,
            xmpp:chat@secret.example, xmpp://talk@secret.example/x, www.b.example/e=bare%%40secret.example
            https://lore.kernel.org/r/first@example.org?from=behind@secret.example
            https://lore.kernel.org/r/first@example.org,joined@secret.example
            https://lore.kernel.org/r/named@kept.example
            Signed-off-by: Ada <signed@secret.example>
            unseen@sec\u00adret.example, zero\u200b@secret.example, wide\uff20secret\uff0eexample
            -----BEGIN PGP SIGNATURE-----
            Comment: armour@secret.example

            iQEzBAEBCAAdFiEE
            -----END PGP SIGNATURE-----

            --
            signature@secret.example
            --b0
            Content-Type: text/html; charset=utf-8
            Content-Disposition: attachment; filename="html@secret.example.html"

            <p title="titleref&#64;secret.example">ref&commat;secret&#46;example
            cut<b>&#x40;</b>sec<i>ret</i>.example shy@sec&shy;ret.example</p>
            <p title="title@secret.example">html@secret.example <a href="mailto:href@secret.example">x</a></p>
            <a href="http://b.example/?e=hrefurl@secret.example">x</a>
            <a href="http://b.example/?e=hrefcoded%%40secret.example" title="linktitle@secret.example">x</a>
            <a href="https://hrefuser@secret.example/">http://b.example/?e=htmlurl@secret.example</a>
            <a href="https://lore.kernel.org/r/second@example.org?e=hrefbehind@secret.example">x</a>
            <img src="http://b.example/?e=src@secret.example" alt="alt@secret.example">
            <table summary="summary@secret.example"><tr><td>x</td></tr></table>
            <a href="https://lore.kernel.org/r/second@example.org">x</a>
            --b0
            Content-Type: text/plain; name="named@secret.example.txt"
            Content-Transfer-Encoding: base64
            Content-Disposition: attachment; filename*=utf-8''enc%%40secret.example.txt

            %2$s
            --b0
            Content-Type: text/plain
            Content-Transfer-Encoding: quoted-printable
            Content-Disposition: attachment; filename*0="segment@sec"; filename*1="ret.example.txt"

            qp=40secret.example and soft@sec=
            ret.example, http://b.example/?e=3Dqpurl=40secret.example
            --b0
            Content-Type: message/rfc822

            From: inner@secret.example
            To: innerto@secret.example
            Subject: inner subject innersubject@secret.example
            Message-ID: <inner@example.org>

            innerbody@secret.example
            --b0
            Content-Type: application/octet-stream
            Content-Transfer-Encoding: base64
            Content-Disposition: attachment; filename=run.log

            %3$s
            --b0
            Content-Type: text/plain; format=flowed; delsp=yes

            go@\s
            secret.example
            --b0--

            From sep2@secret.example Tue Mar  1 09:00:00 2011
            From: Reply <from2@secret.example>
            Subject: Re: subject@secret.example
            Message-ID: <second@example.org>
            In-Reply-To: <first@example.org>
            Date: Tue, 1 Mar 2011 09:00:00 +0000 (broken@secret.example)

            See https://lore.kernel.org/r/first@example.org for lantern@secret.example.
            > Words body@secret.example, <angle@secret.example>, mailto:to@secret.example and
            Those words.

            From sep3@secret.example Tue Mar  1 10:00:00 2011
            From: Reply <from2@secret.example>
            Subject: other bytes
            Message-ID: <second@example.org>
            In-Reply-To: <first@example.org>

            copy@secret.example

            From sep4@secret.example Tue Mar  1 11:00:00 2011
            From: noid@secret.example
            Subject: gone@secret.example
            Message-ID: <gone@example.org>

            takendown@secret.example

            """
                    .formatted(
                            base64("word@secret.example"),
                            base64("b64@secret.example and more"),
                            base64("log@secret.example and more"));

    @TempDir private Path folder;

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private ArchiveService serve(String policy) throws IOException {
        return ArchiveService.start(new ArchiveFolder(archive(policy)), "127.0.0.1", 0);
    }

    private Path archive(String policy) throws IOException {
        Path archive = Files.createDirectory(folder.resolve("archive"));
        Files.writeString(
                archive.resolve("perdure.yaml"),
                "server:\n  publicBase: http://localhost\nlists:\n  - name: quill\n    masking: "
                        + policy
                        + "\n");
        Path mail = Files.writeString(folder.resolve("quill.mbox"), MAIL);
        CommandLineFixture.run("import", "--archive", archive, "--list", "quill", mail);
        CommandLineFixture.run("hide", "--archive", archive, "--list", "quill", "gone@example.org");
        CommandLineFixture.run("rethread", "--archive", archive);
        return archive;
    }

    /** Fetches everything that can be reached, and what is reached by knowing the API. */
    private static Map<String, Answer> crawl(ArchiveService service) throws IOException {
        Map<String, Answer> fetched = new LinkedHashMap<>();
        Deque<String> ahead = new ArrayDeque<>();
        ahead.add("/");
        ahead.add("/sitemap.xml");
        ahead.add("/sitemap-1.xml");
        ahead.add("/robots.txt");
        ahead.add("/archives/html/mbox/");
        ahead.add("/quill/2011-03.mbox.gz");
        ahead.add("/search?q=lantern");
        ahead.add("/search?q=lantern&x=m");
        ahead.add("/quill/?q=words&x=m");
        ahead.add("/quill/?q=words");
        ahead.add("/resolve?url=first@example.o");
        ahead.add("/resolve?url=https://marc.info/?l=quill%26m=129896640012345");
        ahead.add("/quill/gone@example.org/");
        ahead.add("/quill/2011-03/msg00099.html");
        ahead.add("/archives/html/quill/2011-03/msg00003.html");
        ahead.add("/archives/html/quill/2011-03/msg00000.html?as=mhonarc");
        ahead.add("/quill/second@example.org/?as=mhonarc");
        ahead.add("/quill/second@example.org/?as=own");
        for (String id : new String[] {"first", "second", "gone", "nobody"}) {
            for (String more : new String[] {"", "/raw", "/thread", "/quotes", "/conversation"}) {
                ahead.add("/api/v1/lists/quill/messages/" + id + "@example.org" + more);
            }
        }
        ahead.add("/api/v1/lists/quill/messages/second@example.org?copy=1");
        ahead.add("/api/v1/lists");
        ahead.add("/api/v1/lists/quill");
        ahead.add("/api/v1/lists/quill/months/2011-03");
        ahead.add("/api/v1/lists/quill/numbers/2011-03/0");
        ahead.add("/api/v1/search?q=lantern");
        ahead.add("/api/v1/changes");
        ahead.add("/api/v1/resolve?link=https://lore.kernel.org/r/first@example.org");
        while (!ahead.isEmpty() && fetched.size() < MAX_FETCHED) {
            String path = ahead.remove();
            if (fetched.containsKey(path)) {
                continue;
            }
            Answer answer = PlainHttp.get(service, "localhost", path);
            fetched.put(path, answer);
            if (!isText(answer)) {
                continue;
            }
            Matcher link = LINK.matcher(answer.text().replace("&amp;", "&"));
            while (link.find()) {
                String target = link.group(1) == null ? link.group(2) : link.group(1);
                int end = target.indexOf('#');
                if (!target.contains("?q=")) { // Each page of results has more of them.
                    ahead.add(end < 0 ? target : target.substring(0, end));
                }
            }
            if (answer.field("Location").startsWith("/")) {
                ahead.add(answer.field("Location"));
            }
        }
        assertThat(fetched.size()).isLessThan(MAX_FETCHED);
        return fetched;
    }

    /** As programs of lists write the address of a subscriber into another. */
    private static String told(String text) {
        return text.replaceAll("=(?=" + Pattern.quote(SECRET) + ")", "@");
    }

    private static String text(Map<String, Answer> fetched, String path) {
        return Objects.requireNonNull(fetched.get(path), path).text();
    }

    private static boolean isText(Answer answer) {
        String type = answer.field("Content-Type");
        return type.startsWith("text/html") || type.contains("json");
    }

    /** What a reader can make of an answer: as it is, unpacked, and with its encodings undone. */
    private static String readable(Answer answer) throws IOException {
        return readable(answer.field("Content-Type"), answer.fields().toString(), answer.body());
    }

    private static String readable(String type, String fields, byte[] packed) throws IOException {
        byte[] body =
                type.equals("application/gzip")
                        ? new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes()
                        : packed;
        String text = fields + "\n" + new String(body, StandardCharsets.UTF_8);
        StringBuilder all = new StringBuilder(text);
        all.append(seen(text));
        all.append(
                text.replace("=\n", "")
                        .replace("=40", "@")
                        .replace("%25", "%")
                        .replace("%2E", ".")
                        .replace("%40", "@")
                        .replace("&#64;", "@"));
        all.append(MhonarcComment.rotated(text)); // As in comments of MHonArc.
        Matcher coded = Pattern.compile("[A-Za-z0-9+/]{16,}={0,2}").matcher(text);
        while (coded.find()) {
            if (coded.group().length() % 4 == 0) {
                byte[] plain = Base64.getDecoder().decode(coded.group());
                all.append(new String(plain, StandardCharsets.UTF_8)).append('\n');
            }
        }
        return told(all.toString().toLowerCase(Locale.ROOT));
    }

    /** What is read without tags, references and what is not seen, and with words joined. */
    private static String seen(String text) {
        return text.replaceAll("&#64;|&#x40;|&commat;|=40|\uff20", "@")
                .replaceAll("&#46;|&period;|\uff0e", ".")
                .replaceAll("<[^<>]*>|&shy;|&#173;|\\p{Cf}|\\?= =\\?utf-8\\?Q\\?", "")
                .replaceAll("\"; filename\\*1=\"|(?<=@) \n", "");
    }

    private static boolean isBytes(String path) {
        return path.matches(
                ".*(/raw|\\.gz|[?&]x=m|/archives/html/mbox/.+|/[^/]*@[^/]*/\\d[\\d.]*-[^/]+)(\\?.*)?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "pages", "all"})
    void showsWhatItsPolicyAllows(String policy) throws IOException {
        try (ArchiveService service = serve(policy)) {
            Map<String, Answer> fetched = crawl(service);
            assertThat(fetched)
                    .containsKeys(
                            "/quill/first@example.org/",
                            "/quill/first@example.org/t/",
                            "/quill/first@example.org/T/",
                            "/quill/first@example.org/conversation/",
                            "/quill/second@example.org/?as=own",
                            "/quill/first@example.org/html",
                            "/quill/first@example.org/t.mbox.gz",
                            "/quill/all.mbox.gz",
                            "/quill/SHA256SUMS",
                            "/quill/2011-03/authors.html",
                            "/quill/2011-03/subjects.html",
                            "/quill/attachments/",
                            "/quill/authors/Reply/",
                            "/archives/html/mbox/quill-2011-03",
                            "/archives/html/quill/2011-03/msg00000.html");
            int bare = 0;
            for (var each : fetched.entrySet()) {
                Answer answer = each.getValue();
                String path = each.getKey();
                String text = readable(answer);
                int at = text.indexOf("@" + SECRET);
                boolean shows = at >= 0;
                boolean isBytes = isBytes(path) && answer.status() == 200;
                if (policy.equals("all") || (policy.equals("pages") && !isBytes)) {
                    assertThat(shows ? text.substring(Math.max(0, at - 40), at) : "")
                            .as("%s shows an address under %s", path, policy)
                            .isEmpty();
                }
                bare += shows ? 1 : 0;
                assertThat(answer.field("X-Perdure-Masked"))
                        .as(path)
                        .isEqualTo(policy.equals("all") && isBytes ? "addresses" : "");
                if (isBytes && !path.startsWith("/api/")) {
                    assertThat(answer.field("X-Robots-Tag")).as(path).isEqualTo("noindex");
                }
            }
            assertThat(bare > 0).isEqualTo(!policy.equals("all"));
            assertThat(text(fetched, "/quill/first@example.org/"))
                    .contains("https://lore.kernel.org/r/named@kept.example");
            assertThat(text(fetched, "/quill/first@example.org/")).contains(">1 reply: ");
            assertThat(text(fetched, "/quill/first@example.org/html"))
                    .contains("<a href=\"/quill/second&#64;example.org/\"", ">original</a>");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pages", "all"})
    void showsNoMoreInACopyOfFiles(String policy) throws IOException {
        Path archive = archive(policy);
        Path site = folder.resolve("site");
        CommandLineFixture.run("export", "--archive", archive, "--format", "site", "--out", site);
        int pages = 0;
        try (Stream<Path> files = Files.walk(site)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String path = "/" + site.relativize(file);
                if (policy.equals("all") || !isBytes(path)) {
                    String type = path.endsWith(".gz") ? "application/gzip" : "";
                    assertThat(readable(type, "", Files.readAllBytes(file)))
                            .as(path)
                            .doesNotContain("@" + SECRET);
                    pages++;
                }
            }
        }
        assertThat(pages).isGreaterThan(10);
    }
}
