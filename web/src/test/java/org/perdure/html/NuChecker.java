package org.perdure.html;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import nu.validator.validation.SimpleDocumentValidator;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** The Nu Html Checker of the W3C: says what is wrong with a page, errors and warnings. */
public final class NuChecker {
    /**
     * HTML as the living standard has it, with RDFa Lite, which is what the W3C's service takes.
     */
    private static final String SCHEMA = "http://s.validator.nu/html5-rdfalite.rnc";

    /**
     * The one warning that is not followed: where a style sheet takes the marks off a list, Safari
     * takes it for no list any more unless its role is written down.
     */
    private static final Pattern LIST_ROLE =
            Pattern.compile("The “list” role is unnecessary for element “[ou]l”\\.");

    private final Findings findings = new Findings();

    /** Without a guess at the language, which is that of mail, and not of the page around it. */
    private final SimpleDocumentValidator validator =
            new SimpleDocumentValidator(false, false, false);

    public NuChecker() {
        try {
            validator.setUpMainSchema(SCHEMA, findings);
            validator.setUpValidatorAndParsers(findings, true, false);
        } catch (Exception e) {
            throw new AssertionError("the checker does not start", e);
        }
    }

    /** Returns what is wrong with a page in HTML, a line each. */
    public List<String> check(byte[] html) throws IOException, SAXException {
        findings.lines.clear();
        InputSource source = new InputSource(new ByteArrayInputStream(html));
        source.setEncoding("utf-8");
        validator.checkHtmlInputSource(source);
        return List.copyOf(findings.lines);
    }

    /** Returns what is wrong with a style sheet, which is checked as one in a page. */
    public List<String> checkStyle(String css) throws IOException, SAXException {
        String page =
                "<!DOCTYPE html><html lang=\"en\"><head><title>Style</title><style>\n"
                        + css
                        + "</style></head><body><p>Text</p></body></html>";
        return check(page.getBytes(StandardCharsets.UTF_8));
    }

    private static final class Findings implements ErrorHandler {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void warning(SAXParseException e) {
            if (!LIST_ROLE.matcher(String.valueOf(e.getMessage())).matches()) {
                lines.add("warning, line " + e.getLineNumber() + ": " + e.getMessage());
            }
        }

        @Override
        public void error(SAXParseException e) {
            lines.add("error, line " + e.getLineNumber() + ": " + e.getMessage());
        }

        @Override
        public void fatalError(SAXParseException e) {
            lines.add("fatal error, line " + e.getLineNumber() + ": " + e.getMessage());
        }
    }
}
