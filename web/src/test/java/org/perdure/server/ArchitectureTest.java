package org.perdure.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
    private static final String BASE = "org.perdure.";

    private static final Set<String> READER_VALUES =
            Set.of(
                    "message", "text", "patch", "thread", "link", "store", "query", "search",
                    "archive");

    /** What each package may import from this project; the table of docs/ARCHITECTURE.md. */
    static final Map<String, Set<String>> MAY_IMPORT =
            Map.ofEntries(
                    entry("message", Set.of()),
                    entry("text", Set.of("message")),
                    entry("patch", Set.of("message", "text")),
                    entry("quote", Set.of("message", "text")),
                    entry("thread", Set.of("message", "text")),
                    entry("link", Set.of("message")),
                    entry("mime", Set.of("message", "patch")),
                    entry("source.html", Set.of("message", "link")),
                    entry("source", Set.of("message", "link", "source.html")),
                    entry("store", Set.of("message", "text", "thread", "link")),
                    entry("store.sql", Set.of("message", "text", "thread", "link", "store")),
                    entry("delivery", Set.of("message", "link", "source", "store")),
                    entry("lmtp", Set.of("message", "store", "delivery")),
                    entry(
                            "ingest",
                            Set.of(
                                    "delivery",
                                    "message",
                                    "text",
                                    "quote",
                                    "thread",
                                    "link",
                                    "mime",
                                    "source",
                                    "store",
                                    "store.sql")),
                    entry("query", Set.of("message")),
                    entry("search", Set.of("message", "query", "store")),
                    entry("search.lucene", Set.of("message", "query", "store", "search", "text")),
                    entry(
                            "archive",
                            Set.of(
                                    "message", "text", "patch", "quote", "thread", "link", "mime",
                                    "source", "store", "ingest", "query", "search")),
                    entry(
                            "api",
                            Set.of(
                                    "message",
                                    "text",
                                    "patch",
                                    "thread",
                                    "link",
                                    "store",
                                    "query",
                                    "search",
                                    "archive",
                                    "delivery")),
                    entry("html", READER_VALUES),
                    entry(
                            "server",
                            Set.of(
                                    "message",
                                    "text",
                                    "thread",
                                    "link",
                                    "mime",
                                    "source",
                                    "store",
                                    "store.sql",
                                    "ingest",
                                    "delivery",
                                    "lmtp",
                                    "query",
                                    "search",
                                    "search.lucene",
                                    "archive",
                                    "api",
                                    "html")));

    /** Which packages of others may be used where only: replacing one means rewriting those. */
    private static final Map<String, Set<String>> ONLY_IN =
            Map.ofEntries(
                    entry("org.apache.james.mime4j..", Set.of("mime")),
                    entry("org.apache.lucene..", Set.of("search.lucene")),
                    entry("java.sql..", Set.of("store.sql")),
                    entry("javax.sql..", Set.of("store.sql")),
                    entry("org.sqlite..", Set.of("store.sql")),
                    entry("org.flywaydb..", Set.of("store.sql")),
                    entry("org.apache.commons.compress..", Set.of("source")),
                    entry("org.eclipse.jgit..", Set.of("source", "patch")),
                    entry("org.tukaani.xz..", Set.of("source")),
                    entry("com.github.luben.zstd..", Set.of("source", "store.sql")),
                    entry("jakarta.ws.rs..", Set.of("api", "html", "server")),
                    entry("org.glassfish.jersey..", Set.of("api", "html", "server")),
                    entry("com.fasterxml.jackson..", Set.of("api", "html", "server")),
                    entry("gg.jte..", Set.of("html")),
                    entry("org.eclipse.jetty..", Set.of("server")),
                    entry("jakarta.servlet..", Set.of("server")),
                    entry("picocli..", Set.of("server")),
                    entry("me.tongfei..", Set.of("server")),
                    entry("ch.qos.logback..", Set.of("server")));

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new DoNotIncludeTests())
                    .importPackages("org.perdure");

    static Stream<String> packages() {
        return MAY_IMPORT.keySet().stream().sorted();
    }

    static Stream<String> libraries() {
        return ONLY_IN.keySet().stream().sorted();
    }

    @Nested
    class EveryPackage {
        @ParameterizedTest
        @MethodSource("org.perdure.server.ArchitectureTest#packages")
        void importsOnlyWhatTheTableAllows(String name) {
            String[] forbidden =
                    packages()
                            .filter(other -> !other.equals(name))
                            .filter(
                                    other ->
                                            !MAY_IMPORT
                                                    .getOrDefault(name, Set.of())
                                                    .contains(other))
                            .map(BASE::concat)
                            .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(BASE + name)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(forbidden)
                    .allowEmptyShould(false)
                    .check(CLASSES);
        }

        @ParameterizedTest
        @MethodSource("org.perdure.server.ArchitectureTest#packages")
        void hasClasses(String name) {
            assertThat(CLASSES.stream().filter(type -> isIn(type, name)))
                    .as("classes of " + name)
                    .isNotEmpty();
        }

        @Test
        void isARowOfTheTable() {
            Set<String> found =
                    CLASSES.stream()
                            .map(JavaClass::getPackageName)
                            .map(name -> name.substring(BASE.length()))
                            .collect(Collectors.toCollection(TreeSet::new));
            assertThat(found).isEqualTo(new TreeSet<>(MAY_IMPORT.keySet()));
        }

        @ParameterizedTest
        @MethodSource("org.perdure.server.ArchitectureTest#packages")
        void isNullMarked(String name) {
            assertThat(CLASSES.getPackage(BASE + name).isAnnotatedWith(NullMarked.class)).isTrue();
        }

        private boolean isIn(JavaClass type, String name) {
            return type.getPackageName().equals(BASE + name)
                    && !type.getSimpleName().equals("package-info");
        }
    }

    @Nested
    class EveryLibrary {
        @ParameterizedTest
        @MethodSource("org.perdure.server.ArchitectureTest#libraries")
        void staysInItsPackages(String library) {
            String[] allowed =
                    ONLY_IN.getOrDefault(library, Set.of()).stream()
                            .map(BASE::concat)
                            .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideOutsideOfPackages(allowed)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(library)
                    .check(CLASSES);
        }
    }

    @Nested
    class StandardOutputAndError {
        @Test
        void areWrittenByTheConsoleOnly() {
            noClasses()
                    .should()
                    .accessField(System.class, "out")
                    .orShould()
                    .accessField(System.class, "err")
                    .check(CLASSES);
        }
    }
}
