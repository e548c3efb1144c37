package org.perdure.server;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** A client that asks for a path as it is written, at any host. */
final class PlainHttp {
    private PlainHttp() {}

    /**
     * What came back.
     *
     * @param status the status
     * @param fields the header fields; names in any case
     * @param body the body
     */
    record Answer(int status, Map<String, String> fields, byte[] body) {
        String field(String name) {
            return fields.getOrDefault(name, "");
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    static Answer get(ArchiveService service, String host, String target) throws IOException {
        return send(service, "GET", host, target);
    }

    /** In HTTP/1.0, bodies come in one piece. */
    static Answer send(
            ArchiveService service, String method, String host, String target, String... more)
            throws IOException {
        return exchange(service, method, host, target, new byte[0], more);
    }

    static Answer post(ArchiveService service, String target, byte[] body, String... more)
            throws IOException {
        String[] fields = Arrays.copyOf(more, more.length + 1);
        fields[more.length] = "Content-Length: " + body.length;
        return exchange(service, "POST", "localhost", target, body, fields);
    }

    private static Answer exchange(
            ArchiveService service,
            String method,
            String host,
            String target,
            byte[] body,
            String... more)
            throws IOException {
        URI address = service.address();
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.0\r\n");
            head.append("Host: ").append(host).append("\r\n");
            for (String field : more) {
                head.append(field).append("\r\n");
            }
            byte[] request = head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
            socket.getOutputStream().write(request);
            socket.getOutputStream().write(body);
            return answer(socket.getInputStream().readAllBytes());
        }
    }

    private static Answer answer(byte[] all) {
        String text = new String(all, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        String[] head = text.substring(0, end).split("\r\n", -1);
        Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 1; i < head.length; i++) {
            int colon = head[i].indexOf(':');
            fields.merge(
                    head[i].substring(0, colon),
                    head[i].substring(colon + 1).strip(),
                    (a, b) -> a + ", " + b);
        }
        byte[] body = Arrays.copyOfRange(all, end + 4, all.length);
        return new Answer(Integer.parseInt(head[0].split(" ", -1)[1]), fields, body);
    }
}
