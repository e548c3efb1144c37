package org.perdure.html;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.perdure.html.StaticFiles.StaticFile;

/** Tells browsers how to search here from their address bar (OpenSearch 1.1). */
final class OpenSearch {
    /** Its name among the files of the pages. */
    static final String NAME = "opensearch.xml";

    /** How long the name in it may be, in characters. */
    static final int MAX_NAME = 16;

    private OpenSearch() {}

    /** Returns whether there is a description: it needs a whole address, and something to ask. */
    static boolean isOf(Site site) {
        return !site.base().isEmpty() && !site.isCopy();
    }

    static Optional<StaticFile> of(Site site) {
        return isOf(site)
                ? Optional.of(
                        new StaticFile(
                                "application/opensearchdescription+xml", written(site), false))
                : Optional.empty();
    }

    private static byte[] written(Site site) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml =
                    XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("OpenSearchDescription");
            xml.writeDefaultNamespace("http://a9.com/-/spec/opensearch/1.1/");
            String title = site.title();
            int end =
                    title.offsetByCodePoints(
                            0, Math.min(MAX_NAME, title.codePointCount(0, title.length())));
            element(xml, "ShortName", title.substring(0, end).strip());
            element(xml, "Description", "Search " + title);
            element(xml, "InputEncoding", "UTF-8");
            xml.writeEmptyElement("Url");
            xml.writeAttribute("type", "text/html");
            xml.writeAttribute("template", site.base() + "/search?q={searchTerms}");
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("memory can be written, and the elements match", e);
        }
        return out.toByteArray();
    }

    private static void element(XMLStreamWriter xml, String name, String text)
            throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }
}
