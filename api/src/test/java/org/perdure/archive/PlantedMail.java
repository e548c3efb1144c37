package org.perdure.archive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Makes mail with an address planted in it, written in every way that mail can write one. */
final class PlantedMail {
    static final String DOMAIN = "secret-domain.example";

    private final Random random;

    PlantedMail(Random random) {
        this.random = random;
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private boolean sometimes() {
        return random.nextInt(3) == 0;
    }

    /** An address, sometimes as only a reader sees that it is one. */
    private String address() {
        if (!sometimes()) {
            return "ada.quill@" + DOMAIN;
        }
        StringBuilder address = new StringBuilder("ada.quill");
        address.append(one(List.of("@", "\uff20", "\u00ad@", "@\u200b", "\ufe6b")));
        for (int i = 0; i < DOMAIN.length(); i++) {
            char c = DOMAIN.charAt(i);
            address.append(c == '-' ? one(List.of("-", "\u2011", "\u2010")) : c);
            address.append(random.nextInt(8) == 0 ? one(List.of("\u00ad", "\u2060")) : "");
        }
        return address.toString();
    }

    private String ascii() {
        return "ada.quill@" + DOMAIN;
    }

    byte[] message(int depth) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        line(out, "From: =?utf-8?Q?Ada?= <" + ascii() + ">");
        line(out, "To: quill@lists.example.org");
        line(out, "Subject: of " + words(address()) + " and more");
        line(out, "Message-ID: <" + random.nextInt(1 << 20) + "@example.org>");
        line(out, "X-Seen-By: \"" + words(ascii()) + "\"");
        body(out, depth);
        return out.toByteArray();
    }

    private void body(ByteArrayOutputStream out, int depth) {
        if (depth > 2 || sometimes()) {
            part(out, depth);
            return;
        }
        String boundary = "b" + random.nextInt(1 << 20);
        line(out, "MIME-Version: 1.0");
        line(
                out,
                "Content-Type: multipart/mixed;"
                        + parameter("name", ascii())
                        + ";\n boundary=\""
                        + boundary
                        + "\"");
        line(out, "\npreamble of " + ascii());
        int parts = 1 + random.nextInt(4);
        for (int i = 0; i < parts; i++) {
            line(out, "--" + boundary);
            part(out, depth + 1);
            line(out, "");
        }
        line(out, "--" + boundary + "--\nepilogue of " + ascii());
    }

    private void part(ByteArrayOutputStream out, int depth) {
        switch (random.nextInt(9)) {
            case 0 -> text(out, "text/plain; charset=utf-8", "see " + address() + " now\n");
            case 1 -> text(out, "text/html; charset=utf-8", html());
            case 2 -> flowed(out);
            case 3 -> {
                line(out, "Content-Type: text/plain; charset=utf-16");
                base64(out, ("see " + address() + " now").getBytes(StandardCharsets.UTF_16));
            }
            case 4 -> {
                line(out, "Content-Type: text/plain; charset=gb18030");
                base64(out, ("\u4e2d see " + address()).getBytes(Charset.forName("GB18030")));
            }
            case 5 -> {
                line(out, "Content-Type: application/octet-stream;" + parameter("name", ascii()));
                line(out, "Content-Disposition: attachment;" + parameter("filename", address()));
                base64(out, utf8("log of " + address() + "\n"));
            }
            case 6 -> {
                line(out, "Content-Type: message/rfc822");
                byte[] inner = new PlantedMail(random).message(depth + 1);
                if (sometimes()) {
                    base64(out, inner);
                } else {
                    line(out, "");
                    out.writeBytes(inner);
                }
            }
            case 7 -> uuencoded(out);
            default -> {
                line(out, "Content-Type: multipart/mixed; boundary=x" + depth);
                line(out, "\n--x" + depth);
                text(out, "text/plain", ascii() + "\n");
                line(out, "\n--x" + depth + "--");
            }
        }
    }

    private void text(ByteArrayOutputStream out, String type, String text) {
        line(out, "Content-Type: " + type);
        switch (random.nextInt(3)) {
            case 0 -> {
                line(out, "");
                out.writeBytes(utf8(text));
            }
            case 1 -> base64(out, utf8(text));
            default -> {
                line(out, "Content-Transfer-Encoding: quoted-printable");
                line(out, "");
                quotedPrintable(out, utf8(text), "=\n");
            }
        }
    }

    private void flowed(ByteArrayOutputStream out) {
        line(out, "Content-Type: text/plain; format=flowed; delsp=yes; charset=utf-8\n");
        String mark = one(List.of("", "> ", ">> "));
        out.writeBytes(utf8(mark));
        for (char c : address().toCharArray()) {
            out.writeBytes(utf8((random.nextInt(9) == 0 ? " \n" + mark : "") + c));
        }
        line(out, "");
    }

    private String html() {
        StringBuilder html = new StringBuilder("<p>to <a title=\"" + references(ascii()) + "\">");
        for (char c : address().toCharArray()) {
            if (random.nextInt(7) == 0) {
                html.append(one(List.of("<b>", "</b>", "<wbr>", "<!-- -->", "<i x='>'>")));
            }
            html.append(references(String.valueOf(c)));
        }
        return html + "</a></p><p>more</p>\n";
    }

    private String references(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (random.nextInt(5)) {
                case 0 -> out.append("&#" + (int) c + ";");
                case 1 -> out.append("&#x0" + Integer.toHexString(c) + ";");
                default ->
                        out.append(
                                switch (c) {
                                    case '@' -> one(List.of("@", "&commat;"));
                                    case '.' -> one(List.of(".", "&period;"));
                                    case '\u00ad' -> "&shy;";
                                    default -> String.valueOf(c);
                                });
            }
        }
        return out.toString();
    }

    private void uuencoded(ByteArrayOutputStream out) {
        line(out, "Content-Type: text/plain\n\nbegin 644 a.txt");
        byte[] file = utf8("This is the log of a run, it was sent by " + address() + " to us\n");
        for (int at = 0; at < file.length; at += 45) {
            int length = Math.min(45, file.length - at);
            out.write(' ' + length);
            for (int i = at; i < at + length; i += 3) {
                int bits = 0;
                for (int j = 0; j < 3; j++) {
                    bits = bits << 8 | (i + j < at + length ? file[i + j] & 0xff : 0);
                }
                for (int shift = 18; shift >= 0; shift -= 6) {
                    int digit = bits >> shift & 63;
                    out.write(digit == 0 ? '`' : ' ' + digit);
                }
            }
            out.write('\n');
        }
        line(out, "`\nend");
    }

    private void base64(ByteArrayOutputStream out, byte[] text) {
        line(out, "Content-Transfer-Encoding: base64");
        line(out, "");
        int width = 4 * (5 + random.nextInt(10));
        int cut = sometimes() ? random.nextInt(text.length) : 0;
        Base64.Encoder encoder = Base64.getMimeEncoder(width, new byte[] {'\n'});
        out.writeBytes(encoder.encode(Arrays.copyOf(text, cut)));
        out.writeBytes(encoder.encode(Arrays.copyOfRange(text, cut, text.length)));
        line(out, "");
    }

    private void quotedPrintable(ByteArrayOutputStream out, byte[] text, String softBreak) {
        for (byte b : text) {
            if (random.nextInt(6) == 0) {
                out.writeBytes(latin1(softBreak));
            }
            boolean coded = b < 0 || b == '=' || b == '_' || b == '?' || sometimes();
            if (coded && b != '\n') {
                out.writeBytes(latin1(String.format(Locale.ROOT, "=%02X", b & 0xff)));
            } else {
                out.write(b);
            }
        }
    }

    /** Cuts a text into encoded words, none within a character. */
    private String words(String text) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int end = Math.min(text.length(), at + 1 + random.nextInt(12));
            words.add(word(text.substring(at, end)));
            at = end;
        }
        return String.join(one(List.of(" ", "\n ", "  ", "\n\t")), words);
    }

    private String word(String text) {
        if (random.nextBoolean()) {
            return "=?utf-8?B?" + Base64.getEncoder().encodeToString(utf8(text)) + "?=";
        }
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        quotedPrintable(coded, utf8(text), "");
        return "=?utf-8?q?" + coded.toString(StandardCharsets.US_ASCII) + "?=";
    }

    /** Writes a parameter in one of the ways of RFC 2231. */
    private String parameter(String name, String value) {
        boolean ascii = value.chars().allMatch(c -> c < 0x80);
        if (ascii && sometimes()) {
            return "\n " + name + "=\"" + value.replace("@", one(List.of("@", "\\@"))) + "\"";
        }
        if (sometimes()) {
            return "\n " + name + "=\"" + words(value) + "\"";
        }
        StringBuilder out = new StringBuilder();
        List<String> segments = new ArrayList<>();
        int at = 0;
        int index = 0;
        while (at < value.length()) {
            int end = Math.min(value.length(), at + 1 + random.nextInt(12));
            String piece = value.substring(at, end);
            boolean coded = index == 0 || sometimes() || piece.chars().anyMatch(c -> c > 0x7f);
            segments.add(
                    "\n "
                            + name
                            + "*"
                            + index
                            + (coded
                                    ? "*=" + (index == 0 ? "utf-8''" : "") + percent(piece)
                                    : "=\"" + piece + "\""));
            at = end;
            index++;
        }
        if (sometimes()) {
            segments = segments.reversed();
        }
        return out.append(String.join(";", segments)).toString();
    }

    private String percent(String text) {
        StringBuilder out = new StringBuilder();
        for (byte b : utf8(text)) {
            boolean coded = b < 0 || b == '@' || sometimes();
            out.append(coded ? String.format(Locale.ROOT, "%%%02x", b & 0xff) : (char) b);
        }
        return out.toString();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void line(ByteArrayOutputStream out, String line) {
        out.writeBytes(utf8(line + "\n"));
    }
}
