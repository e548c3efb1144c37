package org.perdure.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.perdure.message.Attachment;
import org.perdure.message.HeaderField;

/**
 * What the reader of annotations does not see in records: every component is always there, and is
 * null only where it is {@code @Nullable}.
 */
final class RecordSchemas {
    private static final List<Class<?>> OUTSIDE = List.of(Attachment.class, HeaderField.class);

    private static final List<Class<?>> VALUES =
            List.of(
                    BlocksJson.class,
                    ConversationJson.class,
                    ChangesJson.class,
                    CoverageJson.class,
                    ExplanationJson.class,
                    InterdiffJson.class,
                    ListJson.class,
                    MessageJson.class,
                    MonthJson.class,
                    Problem.class,
                    ReceiptJson.class,
                    PassageJson.class,
                    QuotesJson.class,
                    ResolveJson.class,
                    ResultsJson.class,
                    SearchJson.class,
                    SeriesJson.class,
                    SummaryJson.class,
                    ThreadJson.class,
                    FragmentJson.class);

    private RecordSchemas() {}

    /** Completes the schemas of all records; a schema that no record stands for is an error. */
    static void complete(ObjectNode schemas) {
        Map<String, Class<?>> records = new HashMap<>();
        OUTSIDE.forEach(record -> records.put(record.getSimpleName(), record));
        for (Class<?> value : VALUES) {
            records.put(value.getSimpleName(), value);
            for (Class<?> inner : value.getDeclaredClasses()) {
                records.put(inner.getSimpleName(), inner);
            }
        }
        schemas.propertyStream()
                .forEach(
                        schema -> {
                            Class<?> record = records.get(schema.getKey());
                            if (record == null || !record.isRecord()) {
                                throw new AssertionError(schema.getKey() + " is no record");
                            }
                            complete((ObjectNode) schema.getValue(), record);
                        });
    }

    private static void complete(ObjectNode schema, Class<?> record) {
        boolean absentIfNull = record.isAnnotationPresent(JsonInclude.class);
        ObjectNode properties = (ObjectNode) schema.get("properties");
        ArrayNode required = schema.putArray("required");
        for (RecordComponent component : record.getRecordComponents()) {
            AnnotatedElement type = component.getAnnotatedType();
            boolean nullable = type.isAnnotationPresent(Nullable.class);
            if (!nullable || !absentIfNull) {
                required.add(component.getName());
            }
            if (nullable && !absentIfNull) {
                allowNull(properties, component.getName());
            }
        }
    }

    private static void allowNull(ObjectNode properties, String name) {
        JsonNode schema = properties.get(name);
        if (schema.has("$ref")) {
            ObjectNode either = properties.putObject(name);
            either.putArray("anyOf").add(schema).addObject().put("type", "null");
        } else {
            String type = schema.get("type").asText();
            ((ObjectNode) schema).putArray("type").add(type).add("null");
        }
    }
}
