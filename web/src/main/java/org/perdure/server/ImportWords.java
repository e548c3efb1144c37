package org.perdure.server;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.perdure.ingest.ImportReport;
import org.perdure.message.ListName;
import org.perdure.source.DialectChoice;
import org.perdure.source.SourceNotes;

/**
 * What an import has to say at its end.
 *
 * @param list into which it imported
 * @param report its counts
 * @param notes what else there is to say about its sources
 */
record ImportWords(ListName list, ImportReport report, SourceNotes notes) {
    /** With more mailboxes, those of one dialect are counted instead of named. */
    private static final int MAX_NAMED = 5;

    /** How many of the reasons of what was rejected are said; the ledger has all. */
    static final int MAX_REASONS = 5;

    /** Returns all as lines: the counts, reasons, defects, and dialects. */
    String text() {
        List<String> lines = new ArrayList<>();
        lines.add(list + ": " + counts(report));
        reasons()
                .forEach(
                        (reason, count) ->
                                lines.add("  " + count(count, "rejected: " + printable(reason))));
        new TreeMap<>(report.defects())
                .forEach(
                        (code, count) ->
                                lines.add(
                                        "  "
                                                + ProgressDisplay.grouped(count)
                                                + " with "
                                                + words(code)));
        List<DialectChoice> dialects = notes.dialects();
        if (dialects.size() <= MAX_NAMED) {
            dialects.forEach(choice -> lines.add("  " + line(choice)));
        } else {
            lines.addAll(groups(dialects));
        }
        return String.join("\n", lines);
    }

    /** Returns the most frequent reasons of what was rejected, in this order. */
    private Map<String, Long> reasons() {
        Map<String, Long> frequent = new LinkedHashMap<>();
        report.reasons().entrySet().stream()
                .sorted(
                        Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                .limit(MAX_REASONS)
                .forEach(reason -> frequent.put(reason.getKey(), reason.getValue()));
        return frequent;
    }

    private static String line(DialectChoice choice) {
        return printable(choice.source())
                + ": "
                + words(choice.dialect())
                + " ("
                + choice.reason()
                + ")"
                + ignored(choice.ignoredLengths());
    }

    private static String ignored(long lengths) {
        return lengths == 0
                ? ""
                : ", "
                        + ProgressDisplay.grouped(lengths)
                        + " with a Content-Length that leads nowhere";
    }

    private List<String> groups(List<DialectChoice> dialects) {
        Map<String, Long> counts = new LinkedHashMap<>();
        Map<String, Long> lengths = new LinkedHashMap<>();
        for (DialectChoice choice : dialects) {
            String group = words(choice.dialect()) + " (" + choice.reason() + ")";
            counts.merge(group, 1L, Long::sum);
            lengths.merge(group, (long) choice.ignoredLengths(), Long::sum);
        }
        List<String> lines = new ArrayList<>();
        counts.forEach(
                (group, count) ->
                        lines.add(
                                "  "
                                        + ProgressDisplay.grouped(count)
                                        + " mailboxes: "
                                        + group
                                        + ignored(lengths.getOrDefault(group, 0L))));
        if (notes.mailboxes() > dialects.size()) {
            lines.add(
                    "  "
                            + ProgressDisplay.grouped(notes.mailboxes() - dialects.size())
                            + " more mailboxes");
        }
        return lines;
    }

    /** Returns the counts of the ledger as a sentence. */
    static String counts(ImportReport report) {
        List<String> counts = new ArrayList<>();
        counts.add(count(report.read(), "read"));
        counts.add(count(report.stored(), "stored"));
        counts.add(count(report.copies(), "kept as further copies"));
        if (report.sameContent() > 0) {
            counts.add(count(report.sameContent(), "kept as other sources of the same messages"));
        }
        counts.add(count(report.duplicates(), "duplicates"));
        counts.add(count(report.rejected(), "rejected"));
        if (report.reconstructed() + report.evidence() > 0) {
            // Mailboxes have neither.
            counts.add(count(report.reconstructed(), "reconstructed from pages"));
            counts.add(count(report.evidence(), "evidence of what is there"));
        }
        counts.add(count(report.known(), "known from before"));
        if (report.removed() > 0) {
            counts.add(count(report.removed(), "taken down"));
        }
        if (report.withheld() > 0) {
            counts.add(count(report.withheld(), "hidden, as their authors want no archive"));
        }
        return String.join(", ", counts);
    }

    private static String count(long number, String what) {
        return ProgressDisplay.grouped(number) + " " + what;
    }

    private static String words(Enum<?> code) {
        return code.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Returns a name without what a terminal would obey. */
    private static String printable(String name) {
        return name.replaceAll("\\p{Cntrl}", "?");
    }

    /** Returns all for programs, as the fields of a JSON object. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("list", list.value());
        fields.put("read", report.read());
        fields.put("stored", report.stored());
        fields.put("copies", report.copies());
        fields.put("sameContent", report.sameContent());
        fields.put("duplicates", report.duplicates());
        fields.put("rejected", report.rejected());
        fields.put("reasons", reasons());
        fields.put("removed", report.removed());
        fields.put("reconstructed", report.reconstructed());
        fields.put("evidence", report.evidence());
        fields.put("known", report.known());
        fields.put("numbers", report.numbers());
        fields.put("withheld", report.withheld());
        Map<String, Long> defects = new TreeMap<>();
        report.defects().forEach((code, count) -> defects.put(code.name(), count));
        fields.put("defects", defects);
        fields.put("mailboxes", notes.mailboxes());
        fields.put("dialects", notes.dialects().stream().map(ImportWords::fields).toList());
        fields.put("doubts", notes.doubts());
        fields.put("failed", notes.failed());
        fields.put("failures", notes.failures());
        return fields;
    }

    private static Map<String, Object> fields(DialectChoice choice) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("source", choice.source());
        fields.put("dialect", words(choice.dialect()));
        fields.put("reason", choice.reason());
        fields.put("ignoredLengths", choice.ignoredLengths());
        return fields;
    }
}
