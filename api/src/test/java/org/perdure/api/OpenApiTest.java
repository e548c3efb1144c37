package org.perdure.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.jaxrs2.Reader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.integration.SwaggerConfiguration;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.servers.Server;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.perdure.archive.SampleArchive;

/** The description of the API is made from the resources here, and shipped as a file. */
class OpenApiTest {
    private static final java.nio.file.Path FILE =
            Paths.get("src/main/resources/org/perdure/api", OpenApiResource.FILE);

    @Test
    void describesTheResourcesAsTheyAre() throws IOException {
        String made = describe();
        if ("update".equals(System.getProperty("golden"))) {
            Files.writeString(FILE, made);
        }
        assertThat(Files.readString(FILE))
                .as("run the tests with -Dgolden=update and look at the difference")
                .isEqualTo(made);
    }

    @Test
    void namesEveryPath() {
        JsonNode paths = served().get("paths");
        List<String> resources = new ArrayList<>();
        for (Class<?> resource : ApiResources.RESOURCES) {
            for (Method method : resource.getDeclaredMethods()) {
                Operation operation = method.getAnnotation(Operation.class);
                if (operation != null && !operation.hidden()) {
                    resources.add(path(resource, method));
                }
            }
        }
        assertThat(paths.propertyStream().map(entry -> entry.getKey()))
                .containsExactlyInAnyOrderElementsOf(resources.stream().distinct().toList());
    }

    private static String path(Class<?> resource, Method method) {
        Path below = method.getAnnotation(Path.class);
        String path =
                "/"
                        + resource.getAnnotation(Path.class).value()
                        + (below == null ? "" : "/" + below.value());
        return path.replaceAll("\\{(\\w+):[^}]*}", "{$1}");
    }

    @Test
    void describesEveryOperationParameterAndAnswer() {
        for (JsonNode path : served().get("paths")) {
            for (JsonNode operation : path) {
                assertThat(operation.path("summary").asText()).isNotBlank();
                assertThat(operation.path("operationId").asText()).isNotBlank();
                assertThat(operation.path("tags")).isNotEmpty();
                assertThat(operation.path("responses").path("200").path("content")).isNotEmpty();
                for (JsonNode parameter : operation.path("parameters")) {
                    assertThat(parameter.path("description").asText()).isNotBlank();
                }
            }
        }
    }

    @Test
    void speaksOfOurPackagesNowhere() {
        assertThat(served().toString()).doesNotContain("org.perdure");
        assertThat(served().get("openapi").asText()).startsWith("3.1");
    }

    private static JsonNode served() {
        return new Client(new SampleArchive().archive).get("openapi.json").json();
    }

    private static String describe() throws IOException {
        OpenAPI base =
                new OpenAPI()
                        .info(
                                new Info()
                                        .title("Perdure")
                                        .description(
                                                "Mailing lists, kept readable, searchable and"
                                                        + " findable under every link ever"
                                                        + " published. Errors are problem details"
                                                        + " (RFC 9457).")
                                        .version("1")
                                        .license(
                                                new License()
                                                        .name("Apache-2.0")
                                                        .identifier("Apache-2.0")))
                        .addServersItem(new Server().url(ApiResources.BASE));
        SwaggerConfiguration configuration =
                new SwaggerConfiguration().openAPI(base).openAPI31(true);
        OpenAPI description = new Reader(configuration).read(ApiResources.RESOURCES);
        ObjectMapper sorting =
                Json31.mapper()
                        .copy()
                        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                        .enable(SerializationFeature.INDENT_OUTPUT);
        JsonNode tree = sorting.valueToTree(description);
        RecordSchemas.complete((ObjectNode) tree.at("/components/schemas"));
        Object plain = sorting.treeToValue(tree, Object.class);
        String text = sorting.writeValueAsString(plain).replace("\r\n", "\n") + "\n";
        // In the API a value needs no suffix to tell it from a view.
        return text.replaceAll("\"(#/components/schemas/)?(\\w+)Json\"", "\"$1$2\"");
    }
}
