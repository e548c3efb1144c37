package org.perdure.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.perdure.archive.Summary;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;

class HowToCiteTest {
    private static Summary summary(String subject, String author) {
        return new Summary(
                new ListName("lamp-devel"),
                new MessageId("a_b@example.org"),
                0,
                subject,
                author,
                null,
                Instant.parse("2009-06-22T10:47:00Z"),
                null,
                "/lamp-devel/a_b@example.org/");
    }

    @Test
    void saysWhoWhatWhereAndWhen() {
        assertThat(new HowToCite(summary("oil", "Ada Quill"), "https://example.org/a/").plain())
                .isEqualTo(
                        "Ada Quill: “oil”. Message to the mailing list lamp-devel, 22 Jun 2009."
                                + " Message-ID: <a_b@example.org>. https://example.org/a/");
        assertThat(new HowToCite(summary("", ""), "").plain())
                .isEqualTo(
                        "Unknown: “(no subject)”. Message to the mailing list lamp-devel, 22 Jun"
                                + " 2009. Message-ID: <a_b@example.org>.");
    }

    @Test
    void isAnEntryForBibtex() {
        assertThat(
                        new HowToCite(
                                        summary("oil & {wick}", "Ada Quill"),
                                        "https://example.org/a/")
                                .bibtex())
                .matches("(?s)@misc\\{quill2009-[0-9a-f]{8},\n.*\n}\n")
                .contains(
                        "  author = {{Ada Quill}},\n",
                        "  title = {{oil \\& \\{wick\\}}},\n",
                        "  year = {2009},\n  month = {6},\n",
                        "  note = {Message-ID: <a\\_b@example.org>},\n",
                        "  url = {https://example.org/a/},\n");
    }

    @Test
    void staysOneEntryWhateverASenderWrites() {
        String entry = new HowToCite(summary("}},\n}\n@misc{x, \\~^$#%", "灯"), "").bibtex();
        assertThat(entry)
                .startsWith("@misc{message2009-")
                .contains("\\}\\}, \\} @misc\\{x, ")
                .contains("\\textbackslash{}\\textasciitilde{}\\textasciicircum{}\\$\\#\\%")
                .doesNotContain("url =");
        assertThat(entry.lines()).hasSize(8);
    }
}
