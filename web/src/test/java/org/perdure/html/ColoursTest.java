package org.perdure.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColoursTest {
    @ParameterizedTest
    @CsvSource({
        "ffffff, 000000, 21",
        "ffffff, ffffff, 1",
        "777777, ffffff, 4.48",
        "767676, ffffff, 4.54"
    })
    void haveTheContrastThatIsDefined(String one, String other, double contrast) {
        int a = Integer.parseInt(one, 16);
        int b = Integer.parseInt(other, 16);
        assertThat(Colours.contrast(a, b)).isEqualTo(contrast, within(0.005));
        assertThat(Colours.contrast(b, a)).isEqualTo(contrast, within(0.005));
    }

    /** At white paper, the one is too light by a hair. */
    @Test
    void mustBeReadable() {
        Map<String, String> white =
                Map.of("paper", "#ffffff", "sheet", "#ffffff", "faint", "#ffffff");
        assertThat(new Colours(with(white, "#767676"), Map.of()).faults()).isEmpty();
        assertThat(new Colours(with(white, "#777777"), Map.of()).faults())
                .hasSize(3)
                .allMatch(fault -> fault.startsWith("light.link on light."));
    }

    private static Map<String, String> with(Map<String, String> grounds, String link) {
        Map<String, String> all = new HashMap<>(grounds);
        all.put("link", link);
        return all;
    }

    /** Also what nobody chose: it is what axe finds nothing in. */
    @Test
    void ofTheStyleSheetAreReadable() {
        assertThat(new Colours(Map.of("link", "#0f5a78"), Map.of("link", "#83c3dd")).faults())
                .isEmpty();
    }

    @Test
    void areARuleForEachTheme() {
        String sheet =
                new String(
                        new Colours(Map.of("link", "#004488"), Map.of("link", "#ffcc00")).sheet(),
                        StandardCharsets.UTF_8);
        assertThat(sheet)
                .contains(":root{--link:#004488}", ":root[data-theme=light]{--link:#004488}")
                .contains(":root[data-theme=dark]{--link:#ffcc00}")
                .contains(":root:not([data-theme=light]){--link:#ffcc00}");
    }
}
