package org.perdure.html;

import java.io.ByteArrayOutputStream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.perdure.html.Feed.Item;

/** Writes feeds as Atom (RFC 4287). */
final class AtomFeed {
    private static final String SPACE = "http://www.w3.org/2005/Atom";

    private final Site site;
    private final XMLStreamWriter xml;

    private AtomFeed(Site site, XMLStreamWriter xml) {
        this.site = site;
        this.xml = xml;
    }

    /** Returns a feed in UTF-8. */
    static byte[] of(Feed feed, Site site) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(64 << 10);
        try {
            XMLStreamWriter xml =
                    XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
            new AtomFeed(site, xml).write(feed);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("memory can be written, and the elements match", e);
        }
        return out.toByteArray();
    }

    private void write(Feed feed) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("feed");
        xml.writeDefaultNamespace(SPACE);
        element("id", feed.id());
        element("title", feed.title());
        element("updated", feed.updated().toString());
        link("alternate", "text/html", feed.home());
        link("self", "application/atom+xml", feed.path());
        for (Item item : feed.items()) {
            entry(item);
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void entry(Item item) throws XMLStreamException {
        xml.writeStartElement("entry");
        element("id", item.id());
        element("title", item.title());
        element("updated", item.arrived().toString());
        xml.writeStartElement("author");
        element("name", item.author());
        xml.writeEndElement();
        link("alternate", "text/html", item.path());
        xml.writeStartElement("content");
        xml.writeAttribute("type", "html");
        // Escaped once for HTML, and by the writer for XML.
        xml.writeCharacters("<pre>" + escaped(characters(item.text())) + "</pre>");
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private void element(String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(characters(text));
        xml.writeEndElement();
    }

    private void link(String relation, String mediaType, String path) throws XMLStreamException {
        xml.writeEmptyElement("link");
        xml.writeAttribute("rel", relation);
        xml.writeAttribute("type", mediaType);
        xml.writeAttribute("href", site.base() + path);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Returns a text with a sign for each character that XML cannot hold. */
    private static String characters(String text) {
        return text.codePoints().allMatch(AtomFeed::isCharacter)
                ? text
                : text.codePoints()
                        .map(c -> isCharacter(c) ? c : '\uFFFD')
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();
    }

    /** Returns whether XML 1.0, section 2.2, has the character; a lone surrogate is none. */
    private static boolean isCharacter(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= ' ' && c < 0xD800)
                || (c >= 0xE000 && c < 0xFFFE)
                || c >= 0x10000;
    }
}
