package org.perdure.quote;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Weighs features: a linear model for each case, of which the softmax over all candidates and none
 * gives probabilities. Weights are fitted by maximum likelihood on mail with intact headers.
 */
public final class Model {
    /** The cases that are weighed; the other is decided by rule. */
    public static final List<Case> WEIGHED = List.of(Case.ATTRIBUTED, Case.MARKED, Case.UNQUOTED);

    private final Map<Case, double[]> weights;

    private Model(Map<Case, double[]> weights) {
        this.weights = weights;
    }

    /** Returns the model that comes with the program. */
    public static Model shipped() {
        Map<Case, double[]> weights = new EnumMap<>(Case.class);
        for (Case each : WEIGHED) {
            String name = fileName(each);
            InputStream in = Objects.requireNonNull(Model.class.getResourceAsStream(name), name);
            try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
                weights.put(each, read(reader));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new Model(weights);
    }

    /** Reads a model out of a folder, one file a case. */
    public static Model read(Path folder) throws IOException {
        Map<Case, double[]> weights = new EnumMap<>(Case.class);
        for (Case each : WEIGHED) {
            try (Reader reader = Files.newBufferedReader(folder.resolve(fileName(each)))) {
                weights.put(each, read(reader));
            }
        }
        return new Model(weights);
    }

    /** Returns the name of the file with the weights of a case. */
    public static String fileName(Case each) {
        return each.name().toLowerCase(Locale.ROOT) + ".weights";
    }

    /** Reads lines of a name and a number; features that are not named weigh nothing. */
    private static double[] read(Reader reader) throws IOException {
        double[] weights = new double[Feature.COUNT];
        try (BufferedReader lines = new BufferedReader(reader)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int blank = line.indexOf(' ');
                if (blank > 0) {
                    Feature feature = Feature.valueOf(line.substring(0, blank));
                    weights[feature.column()] = Double.parseDouble(line.substring(blank));
                }
            }
        }
        return weights;
    }

    /** Returns the probability of each row. */
    double[] probabilities(Case which, double[][] rows) {
        double[] of = Objects.requireNonNull(weights.get(which));
        double[] probabilities = new double[rows.length];
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < rows.length; i++) {
            probabilities[i] = score(of, rows[i]);
            highest = Math.max(highest, probabilities[i]);
        }
        double sum = 0;
        for (int i = 0; i < rows.length; i++) {
            probabilities[i] = Math.exp(probabilities[i] - highest);
            sum += probabilities[i];
        }
        for (int i = 0; i < rows.length; i++) {
            probabilities[i] /= sum;
        }
        return probabilities;
    }

    private static double score(double[] weights, double[] row) {
        double score = 0;
        for (int i = 0; i < row.length; i++) {
            score += weights[i] * row[i];
        }
        return score;
    }
}
