package org.perdure.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.perdure.ingest.DeepVerification;
import org.perdure.store.ArchiveStore;
import org.perdure.store.Checkpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares the parts of an archive with each other. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Compares store, change log, addresses and search index with each other.",
            "Prints what differs, a line each, and ends with status 1 if anything does.",
            "An index that is only behind, as after a kill, is told and is no difference."
        })
final class VerifyCommand implements Callable<Integer> {
    private final Console console;

    @Mixin private ArchiveOption archive = new ArchiveOption();

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description =
                    "what export --format checkpoint wrote earlier: nothing that was given out until"
                            + " then may have changed")
    private @Nullable Path checkpoint;

    @Option(
            names = "--deep",
            description =
                    "also read every message anew from its bytes, and compare what is told of it")
    private boolean deep;

    @Option(names = "--json", description = "answer with a JSON object")
    private boolean json;

    VerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        ArchiveFolder folder = archive.existing();
        try (OpenArchive open = folder.open()) {
            Verification verification = new Verification(open);
            List<String> differences = new ArrayList<>(verification.differences());
            if (deep) {
                differences.addAll(new DeepVerification(open.store()).run());
            }
            long behind = verification.changesBehind();
            if (checkpoint != null) {
                differences.addAll(since(checkpoint, open.store()));
            }
            if (json) {
                Map<String, Object> answer = new LinkedHashMap<>();
                answer.put("consistent", differences.isEmpty());
                answer.put("differences", differences);
                answer.put("changesBehind", behind);
                Checkpoint now = open.store().checkpoint();
                answer.put("root", now.root());
                answer.put("contents", Objects.requireNonNull(now.contents()));
                console.answer(new ObjectMapper().writeValueAsString(answer));
            } else {
                differences.forEach(console::answer);
                if (behind > 0) {
                    console.answer(behind(behind));
                }
            }
            if (differences.isEmpty()) {
                if (!json) {
                    console.answer(folder + " is consistent");
                }
                return ExitCode.OK;
            }
            console.complain(
                    folder
                            + " is not consistent: "
                            + differences.size()
                            + (differences.size() == 1 ? " difference" : " differences"));
            return ExitCode.SOFTWARE;
        }
    }

    private static String behind(long changes) {
        return "The search index is %d %s behind; serve, or the next import, brings it up to date."
                .formatted(changes, changes == 1 ? "change" : "changes");
    }

    private static List<String> since(Path file, ArchiveStore store) throws IOException {
        Checkpoint then =
                Checkpoint.parse(Files.readString(file))
                        .orElseThrow(() -> new Failure(file + " is no checkpoint, or was changed"));
        return store.lost(then).stream()
                .map(
                        head ->
                                "register: %s %s does not go on from row %d of %s"
                                        .formatted(
                                                head.list(), head.chain(), head.position(), file))
                .toList();
    }
}
