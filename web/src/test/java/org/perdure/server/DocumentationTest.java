package org.perdure.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.perdure.api.ApiResources;

/** Holds the documents against the code. */
class DocumentationTest {
    private static final Path HOME = Path.of("..");

    /** Class names in code font, such as {@code Archive} or {@code Route.Numbered}. */
    private static final Pattern CLASS_NAME =
            Pattern.compile("`([A-Z][A-Za-z]*[a-z][A-Za-z]*(?:\\.[A-Z][A-Za-z]+)*)`");

    private static String read(String path) throws IOException {
        return Files.readString(HOME.resolve(path));
    }

    private static Stream<String> groups(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results().map(found -> found.group(1));
    }

    static Stream<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>();
        for (String folder : List.of(".", "docs", "docs/adr")) {
            try (Stream<Path> files = Files.list(HOME.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
            }
        }
        return documents.stream();
    }

    @Nested
    class TheArchitecture {
        @Test
        void namesClassesThatExist() throws IOException {
            assertThat(CLASS_NAME.matcher(read("docs/ARCHITECTURE.md")).results())
                    .extracting(name -> name.group(1))
                    .hasSizeGreaterThan(50)
                    .allSatisfy(
                            name ->
                                    assertThat(isClass(name))
                                            .as("a class called %s", name)
                                            .isTrue());
        }

        private static boolean isClass(String name) {
            return ArchitectureTest.MAY_IMPORT.keySet().stream()
                    .anyMatch(used -> exists("org.perdure." + used + "." + name.replace('.', '$')));
        }

        private static boolean exists(String name) {
            try {
                Class.forName(name, false, DocumentationTest.class.getClassLoader());
                return true;
            } catch (ClassNotFoundException expected) {
                // It may be in another package.
                return false;
            }
        }

        @Test
        void hasTheTableOfImports() throws IOException {
            Map<String, Set<String>> documented = new TreeMap<>();
            Pattern row = Pattern.compile("\\| \\w+ \\| `([a-z.]+)` \\| .* \\| ?([^|]*)\\|");
            for (String line : read("docs/ARCHITECTURE.md").lines().toList()) {
                Matcher cells = row.matcher(line);
                if (cells.matches()) {
                    documented.put(
                            cells.group(1),
                            groups(cells.group(2), "`([a-z.]+)`").collect(Collectors.toSet()));
                }
            }
            assertThat(documented).isEqualTo(new TreeMap<>(ArchitectureTest.MAY_IMPORT));
        }
    }

    @Nested
    class TheAddresses {
        @Test
        void haveEveryPathAndMethodOfTheApi() throws IOException {
            assertThat(
                            groups(
                                    read("docs/urls.md"),
                                    "(?m)^\\| ((?:GET|POST) \\| `/api/v1[^`]*`) \\|"))
                    .containsExactlyInAnyOrderElementsOf(served());
        }

        private static Set<String> served() throws IOException {
            Set<String> served = new TreeSet<>();
            try (InputStream in = ApiResources.class.getResourceAsStream("openapi.json")) {
                JsonNode paths = new ObjectMapper().readTree(in).get("paths");
                for (Map.Entry<String, JsonNode> path : paths.properties()) {
                    for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                        served.add(row(method.getKey(), path.getKey()));
                    }
                }
            }
            // What describes the others does not describe itself.
            served.add(row("get", "/openapi.json"));
            return served;
        }

        private static String row(String method, String path) {
            return method.toUpperCase(Locale.ROOT) + " | `" + ApiResources.BASE + path + "`";
        }
    }

    @Nested
    class TheReadme {
        @Test
        void hasEveryCommand() throws IOException {
            String help = CommandLineFixture.run("--help").out();
            assertThat(
                            groups(
                                    read("README.md"),
                                    "(?m)^\\| `([a-z]+)(?: --archive[^`]*)?` \\| [a-z]"))
                    .contains("import")
                    .filteredOn(name -> !name.equals("mbox"))
                    .containsAll(groups(help, "(?m)^  ([a-z]+)  +[A-Z]").toList());
        }

        @Test
        void namesTheDistributionThatIsMade() throws IOException {
            String version =
                    groups(read("pom.xml"), "<version>([^<]+)</version>").findFirst().orElseThrow();
            assertThat(read("README.md")).contains("perdure-" + version + ".tar.gz");
        }
    }

    @Nested
    class TheDependencies {
        @Test
        void haveALineEach() throws IOException {
            String decision = read("docs/adr/0008-dependencies.md");
            Set<String> used = new TreeSet<>();
            for (String pom :
                    List.of(
                            "ingest/pom.xml",
                            "index/pom.xml",
                            "api/pom.xml",
                            "web/pom.xml",
                            "pom.xml")) {
                String text =
                        read(pom)
                                .replaceAll(
                                        "(?s)<dependencyManagement>.*</dependencyManagement>", "");
                groups(text, "<dependency>(.*?)</dependency>")
                        .filter(dependency -> !dependency.contains("<groupId>org.perdure<"))
                        .flatMap(dependency -> groups(dependency, "<artifactId>([^<]+)<"))
                        .forEach(used::add);
            }
            assertThat(
                            groups(decision, "`([a-z0-9]+(?:[-.][a-z0-9]+)*)`")
                                    .collect(Collectors.toSet()))
                    .containsAll(used);
        }

        @Test
        void thatHaveALineAreUsed() throws IOException {
            StringBuilder poms = new StringBuilder(read("pom.xml"));
            for (String module : List.of("ingest", "index", "api", "web")) {
                poms.append(read(module + "/pom.xml"));
            }
            groups(read("docs/adr/0008-dependencies.md"), "(?m)^\\| (`[^|]*`) \\|")
                    .flatMap(cell -> groups(cell, "`([^`]+)`"))
                    .forEach(
                            name ->
                                    assertThat(poms)
                                            .contains("<artifactId>" + name + "</artifactId>"));
        }
    }

    @Nested
    class EveryDocument {
        /** Links in Markdown, those to pictures too. */
        private static final Pattern LINK =
                Pattern.compile("\\[[^\\]]*\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");

        @ParameterizedTest
        @MethodSource("org.perdure.server.DocumentationTest#documents")
        void leadsToFilesThatExist(Path document) throws IOException {
            assertThat(
                            LINK.matcher(Files.readString(document))
                                    .results()
                                    .map(DocumentationTest::target))
                    .filteredOn(link -> !link.contains("://"))
                    .allSatisfy(link -> assertThat(document.resolveSibling(link)).exists());
        }

        @Test
        void thatIsADecisionIsListed() throws IOException {
            String list = read("docs/adr/README.md");
            try (Stream<Path> files = Files.list(HOME.resolve("docs/adr"))) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .filteredOn(name -> !name.equals("README.md"))
                        .allSatisfy(name -> assertThat(list).contains("](" + name + ")"));
            }
        }
    }

    private static String target(MatchResult link) {
        return link.group(1);
    }
}
