package org.perdure.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.LinkAnswer;
import org.perdure.archive.Resolver;
import org.perdure.store.TabbedText;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says where old links lead. */
@Command(
        name = "resolve",
        mixinStandardHelpOptions = true,
        description = {
            "Reads links from standard input, one a line, and says where each leads.",
            "A row of values between tabs for each: link, key, status (exact, candidates, gone,"
                    + " unknown, foreign), path, message-id, reason, confidence (0 to 1)."
        })
final class ResolveCommand implements Callable<Integer> {
    private final Console console;
    private final InputStream in;

    @Mixin private ArchiveOption archive = new ArchiveOption();

    @Option(names = "--json", description = "answer with a JSON object a line")
    private boolean json;

    ResolveCommand(Console console, InputStream in) {
        this.console = console;
        this.in = in;
    }

    @Override
    public Integer call() throws IOException {
        BufferedReader links =
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        ObjectMapper mapper = new ObjectMapper();
        try (OpenArchive open = archive.existing().open();
                OutputStream out = console.data()) {
            Resolver resolver = new Resolver(open.archive());
            for (String link = links.readLine(); link != null; link = links.readLine()) {
                LinkAnswer answer = resolver.resolve(link);
                String line = json ? mapper.writeValueAsString(fields(answer)) + "\n" : row(answer);
                out.write(line.getBytes(StandardCharsets.UTF_8));
                if (!links.ready()) {
                    // Whoever writes the links may wait for this answer before the next.
                    out.flush();
                }
            }
        } catch (IOException e) {
            ExportCommand.ignoreBrokenPipe(e);
        }
        return ExitCode.OK;
    }

    private static String row(LinkAnswer answer) {
        return TabbedText.line(
                answer.link(),
                answer.key(),
                status(answer),
                answer.path(),
                answer.messageId(),
                answer.reason(),
                Double.toString(answer.confidence()));
    }

    private static Map<String, @Nullable Object> fields(LinkAnswer answer) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("link", answer.link());
        fields.put("key", answer.key());
        fields.put("status", status(answer));
        fields.put("confidence", answer.confidence());
        fields.put("path", answer.path());
        fields.put("messageId", answer.messageId());
        fields.put("reason", answer.reason());
        fields.put(
                "candidates",
                answer.candidates().stream().map(candidate -> candidate.path()).toList());
        fields.put("pages", answer.pages());
        fields.put("wayback", answer.wayback());
        return fields;
    }

    private static String status(LinkAnswer answer) {
        return answer.status().name().toLowerCase(Locale.ROOT);
    }
}
