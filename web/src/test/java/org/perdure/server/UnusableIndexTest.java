package org.perdure.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perdure.server.CommandLineFixture.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.perdure.search.lucene.LuceneFollower;

/** An archive whose index was written by another version, or is damaged. */
@Timeout(120)
class UnusableIndexTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final ObjectMapper json = new ObjectMapper();
    @TempDir private Path folder;
    private ArchiveFolder archive;

    /** What can be wrong with an index. */
    enum Fault {
        FORMER_FORM {
            @Override
            void make(ArchiveFolder archive) throws IOException {
                try (Directory directory = FSDirectory.open(archive.index().forWriting());
                        IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
                    writer.setLiveCommitData(Map.of("perdure.format", "1").entrySet());
                    writer.commit();
                }
            }
        },
        CUT_OFF {
            @Override
            void make(ArchiveFolder archive) throws IOException {
                cut(archive, "segments_");
            }
        },
        LOST_A_FILE {
            @Override
            void make(ArchiveFolder archive) throws IOException {
                for (Path file : files(archive, "_")) {
                    Files.delete(file);
                }
            }
        },
        LOST_ITS_GENERATION {
            @Override
            void make(ArchiveFolder archive) throws IOException {
                Files.writeString(archive.path().resolve("index/CURRENT"), "gen-99\n");
            }
        };

        abstract void make(ArchiveFolder archive) throws IOException;

        private static List<Path> files(ArchiveFolder archive, String prefix) throws IOException {
            try (var files = Files.list(archive.index().forWriting())) {
                return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                        .toList();
            }
        }

        private static void cut(ArchiveFolder archive, String prefix) throws IOException {
            for (Path file : files(archive, prefix)) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(channel.size() / 2);
                }
            }
        }
    }

    @BeforeEach
    void setUp() throws IOException {
        archive = new ArchiveFolder(folder.resolve("archive"));
        Path mailbox = Files.write(folder.resolve("ink"), CommandLineFixture.mailbox(30, 1));
        assertThat(run("import", "--archive", archive, "--list", "ink", mailbox).status()).isZero();
    }

    private static HttpResponse<String> get(ArchiveService service, String path)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(service.address() + path)).build();
        return CLIENT.send(request, BodyHandlers.ofString());
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void isBuiltAnewWhileItIsServed(Fault fault) throws IOException, InterruptedException {
        fault.make(archive);
        try (ArchiveService service = ArchiveService.start(archive, "127.0.0.1", 0)) {
            assertThat(get(service, "ink/7@example.org/").statusCode()).isEqualTo(200);
            Instant end = Instant.now().plus(Duration.ofSeconds(60));
            HttpResponse<String> answer = get(service, "api/v1/search?q=number");
            while (answer.statusCode() == 503 && Instant.now().isBefore(end)) {
                assertThat(get(service, "health/ready").statusCode()).isEqualTo(200);
                Thread.sleep(20);
                answer = get(service, "api/v1/search?q=number");
            }
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(json.readTree(answer.body()).at("/total/value").asInt()).isEqualTo(30);
            JsonNode health = json.readTree(get(service, "health/ready").body());
            assertThat(health.get("index").asText()).isEqualTo("ready");
        }
        assertThat(run("verify", "--archive", archive).status()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void isBuiltAnewByAnImport(Fault fault) throws IOException {
        fault.make(archive);
        Path mailbox = Files.write(folder.resolve("ink2"), CommandLineFixture.mailbox(40, 1));
        CommandLineFixture.Outcome imported =
                run("import", "--archive", archive, "--list", "ink", mailbox);
        assertThat(imported.status()).as(imported.err()).isZero();
        CommandLineFixture.Outcome verified = run("verify", "--archive", archive);
        assertThat(verified.status()).as(verified.out()).isZero();
    }

    @Test
    void isSaidToBeInTheMakingAsLongAsAnotherWritesIt() throws IOException, InterruptedException {
        try (LuceneFollower holder = LuceneFollower.open(archive.index(), 1)) {
            assertThat(holder.committed()).isPositive();
            Fault.cut(archive, "segments_");
            try (ArchiveService service = ArchiveService.start(archive, "127.0.0.1", 0)) {
                for (String path : new String[] {"api/v1/search?q=number", "search?q=number"}) {
                    HttpResponse<String> answer = get(service, path);
                    assertThat(answer.statusCode()).isEqualTo(503);
                    assertThat(answer.body()).contains("The search index is being built");
                }
                JsonNode health = json.readTree(get(service, "health/ready").body());
                assertThat(health.get("index").asText()).isEqualTo("building");
            }
        }
    }
}
