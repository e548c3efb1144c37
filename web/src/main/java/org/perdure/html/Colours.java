package org.perdure.html;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Colours of an operator's own in place of some of the style sheet's, by their names there.
 *
 * @param light those of light pages: {@code #rrggbb} by name
 * @param dark those of dark pages
 */
public record Colours(Map<String, String> light, Map<String, String> dark) {
    /** Those of the style sheet. */
    public static final Colours NONE = new Colours(Map.of(), Map.of());

    /** Least contrast of text with what it stands on (WCAG 2.2, 1.4.3). */
    static final double MIN_CONTRAST = 4.5;

    /** What can be chosen. */
    static final List<String> NAMES =
            List.of(
                    "paper", "sheet", "faint", "ink", "soft", "link", "visited", "line", "focus",
                    "mark");

    private static final List<String> GROUNDS = List.of("paper", "sheet", "faint");
    private static final List<String> TEXTS = List.of("ink", "soft", "link", "visited");
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-f]{6}");
    private static final Map<String, String> USUAL_LIGHT = usual(":root {");
    private static final Map<String, String> USUAL_DARK = usual(":root[data-theme=dark] {");

    public Colours {
        light = Map.copyOf(light);
        dark = Map.copyOf(dark);
    }

    /** Returns the colours of a rule of the style sheet. */
    private static Map<String, String> usual(String rule) {
        String style = new String(StaticFiles.style(), StandardCharsets.UTF_8);
        int start = style.indexOf(rule);
        Matcher colour =
                Pattern.compile("--([a-z]+): *(#[0-9a-f]{6});")
                        .matcher(style.substring(start, style.indexOf('}', start)));
        Map<String, String> colours = new HashMap<>();
        while (colour.find()) {
            colours.put(colour.group(1), colour.group(2));
        }
        return Map.copyOf(colours);
    }

    /**
     * Returns what is wrong with them, fit for the eyes of who chose them; nothing if all is well.
     */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        faults("light", light, USUAL_LIGHT, faults);
        faults("dark", dark, USUAL_DARK, faults);
        return faults;
    }

    private static void faults(
            String theme, Map<String, String> own, Map<String, String> usual, List<String> faults) {
        for (Map.Entry<String, String> each : new TreeMap<>(own).entrySet()) {
            String name = theme + "." + each.getKey();
            if (!NAMES.contains(each.getKey())) {
                faults.add(
                        "there is no colour " + name + "; there are " + String.join(", ", NAMES));
            } else if (!COLOUR.matcher(each.getValue()).matches()) {
                faults.add(name + " is “" + each.getValue() + "”, not like #0f5a78");
            }
        }
        if (!own.isEmpty() && faults.isEmpty()) {
            Map<String, String> all = new HashMap<>(usual);
            all.putAll(own);
            for (String text : TEXTS) {
                for (String ground : GROUNDS) {
                    double contrast = contrast(colour(all, text), colour(all, ground));
                    if (contrast < MIN_CONTRAST) {
                        faults.add(
                                "%s.%s on %s.%s has a contrast of %.1f: who sees badly cannot read below %.1f"
                                        .formatted(
                                                theme,
                                                text,
                                                theme,
                                                ground,
                                                contrast,
                                                MIN_CONTRAST));
                    }
                }
            }
        }
    }

    private static int colour(Map<String, String> colours, String name) {
        return Integer.parseInt(colours.getOrDefault(name, "#000000").substring(1), 16);
    }

    /** Returns the contrast of two colours, 1 to 21, as WCAG defines it. */
    static double contrast(int one, int other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(int colour) {
        return 0.2126 * linear(colour >> 16 & 0xff)
                + 0.7152 * linear(colour >> 8 & 0xff)
                + 0.0722 * linear(colour & 0xff);
    }

    private static double linear(int value) {
        double part = value / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }

    /** Returns whether there are any. */
    boolean isEmpty() {
        return light.isEmpty() && dark.isEmpty();
    }

    /** Returns the style sheet that says so: for screens, where a theme chosen counts most. */
    byte[] sheet() {
        String bright = rules(light);
        String dim = rules(dark);
        return ("@media screen{:root{%s}:root[data-theme=light]{%s}:root[data-theme=dark]{%s}}\n"
                                .formatted(bright, bright, dim)
                        + "@media screen and (prefers-color-scheme:dark)"
                        + "{:root:not([data-theme=light]){%s}}\n".formatted(dim))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String rules(Map<String, String> colours) {
        return new TreeMap<>(colours)
                .entrySet().stream()
                        .map(each -> "--" + each.getKey() + ":" + each.getValue())
                        .collect(Collectors.joining(";"));
    }
}
