package org.perdure.quote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource(value = Case.class, names = "OTHER", mode = EnumSource.Mode.EXCLUDE)
    void comesWithWeightsThatPreferQuotedTextOverNothing(Case each) {
        double[][] rows = new double[3][Feature.COUNT];
        rows[0][Feature.FULL_SUBJECT.column()] = 1;
        rows[0][Feature.FIRST_TO.column()] = 1;
        rows[0][Feature.NEWEST_BY_FIRST_TO.column()] = 1;
        rows[2][Feature.NONE.column()] = 1;

        double[] probabilities = Model.shipped().probabilities(each, rows);

        assertThat(Arrays.stream(probabilities).sum()).isCloseTo(1, within(1e-9));
        assertThat(probabilities[0]).isGreaterThan(probabilities[1]);
    }

    @Test
    void isReadOutOfAFolder() throws IOException {
        for (Case each : Model.WEIGHED) {
            Files.writeString(folder.resolve(Model.fileName(each)), "NONE 1.5\n\nLATER -2\n");
        }
        double[][] rows = new double[2][Feature.COUNT];
        rows[1][Feature.NONE.column()] = 1;

        assertThat(Model.read(folder).probabilities(Case.MARKED, rows)[1])
                .isCloseTo(1 / (1 + Math.exp(-1.5)), within(1e-9));
    }

    @Test
    void hasNoFeatureThatIsNotKnown() throws IOException {
        for (Case each : Model.WEIGHED) {
            Files.writeString(folder.resolve(Model.fileName(each)), "LUCK 1.5\n");
        }

        assertThatThrownBy(() -> Model.read(folder)).isInstanceOf(IllegalArgumentException.class);
    }
}
