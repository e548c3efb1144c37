package org.perdure.server;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real web server as a child of the test, at a free port of the loopback interface. */
final class WebServer implements AutoCloseable {
    private static final int SECONDS = 30;
    private static final HttpClient CLIENT =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(Redirect.NEVER)
                    .build();

    private final Process process;
    private final int port;

    private WebServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts nginx; the test is skipped where there is none. */
    private static WebServer nginx(Path folder, String inHttp, String inServer) throws Exception {
        String program = program("nginx");
        int port = freePort();
        StringBuilder conf = new StringBuilder();
        if (isRoot()) {
            conf.append("user root;\n"); // What it serves belongs to whoever tests.
        }
        conf.append("daemon off;\nmaster_process off;\npid F/nginx.pid;\nerror_log F/error.log;\n");
        conf.append("events {}\nhttp {\naccess_log off;\n");
        for (String kind : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
            conf.append(kind).append("_temp_path F/").append(kind).append(";\n");
        }
        conf.append(inHttp).append("\nserver {\nlisten 127.0.0.1:" + port + ";\n");
        conf.append(inServer).append("\n}\n}\n");
        Path file = folder.resolve("nginx.conf");
        Files.writeString(file, conf.toString().replace("F/", folder + "/"));
        return start(folder, port, program, "-c", file, "-p", folder);
    }

    /** Starts nginx on a site of files, as docs/operations.md says. */
    static WebServer nginxOf(Path site, Path folder) throws Exception {
        String conf =
                Files.readString(Path.of("../docs/operations.md"))
                        .split("```nginx\n", 2)[1]
                        .split("```", 2)[0]
                        .replace("/srv/lists", site.toString())
                        .replace("listen 80;\n", "");
        String[] parts = conf.split("server \\{\n", 2);
        return nginx(folder, parts[0], parts[1].substring(0, parts[1].lastIndexOf('}')));
    }

    /** Starts Apache with mod_rewrite; the test is skipped where there is none. */
    private static WebServer apache(Path folder, String conf) throws Exception {
        String program = program("apache2");
        Path modules = Path.of("/usr/lib/apache2/modules");
        assumeTrue(Files.isDirectory(modules), "no modules of Apache at " + modules);
        int port = freePort();
        StringBuilder all = new StringBuilder("ServerName localhost\n");
        all.append("PidFile F/apache.pid\nErrorLog F/error.log\nListen 127.0.0.1:" + port + "\n");
        for (String module : List.of("mpm_event", "authz_core", "rewrite")) {
            all.append("LoadModule %s_module %s/mod_%s.so%n".formatted(module, modules, module));
        }
        if (isRoot()) {
            all.append("User www-data\nGroup www-data\n");
            readable(folder);
        }
        Path file = folder.resolve("apache.conf");
        Path root = Files.createDirectories(folder.resolve("root"));
        all.append("DocumentRoot ").append(root).append('\n').append(conf);
        Files.writeString(file, all.toString().replace("F/", folder + "/"));
        return start(folder, port, program, "-f", file, "-DFOREGROUND");
    }

    /** Starts Caddy; the test is skipped where there is none. */
    private static WebServer caddy(Path folder, String before, String inSite) throws Exception {
        String program = program("caddy");
        int port = freePort();
        Path file = folder.resolve("Caddyfile");
        Files.writeString(
                file,
                "{\nadmin off\nauto_https off\n}\n%s\nhttp://127.0.0.1:%d {\n%s\n}\n"
                        .formatted(before, port, inSite));
        return start(folder, port, program, "run", "--config", file, "--adapter", "caddyfile");
    }

    /** Starts a server on redirects, set up as the head of their map says. */
    static WebServer redirecting(RedirectFormat syntax, Path map, Path folder) throws Exception {
        String advice =
                Files.readString(map)
                        .lines()
                        .filter(line -> line.startsWith("#   "))
                        .map(line -> line.substring(4).strip())
                        .filter(line -> !line.startsWith("httxt2dbm"))
                        .collect(Collectors.joining("\n", "", "\n"));
        return switch (syntax) {
            case NGINX -> nginx(folder, "include " + map + ";", advice);
            case APACHE -> apache(folder, advice.replace("THIS_FILE", map.toString()));
            case CADDY -> caddy(folder, "import " + map, advice);
        };
    }

    private static String program(String name) {
        Optional<Path> found =
                Stream.of(
                                "/usr/sbin",
                                "/usr/bin",
                                "/usr/local/sbin",
                                "/usr/local/bin",
                                // What ./check unpacks.
                                "../target/nginx/usr/sbin")
                        .map(folder -> Path.of(folder, name).toAbsolutePath())
                        .filter(Files::isExecutable)
                        .findFirst();
        assumeTrue(found.isPresent(), "no " + name + " here");
        return found.get().toString();
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /** Apache's children are another user. */
    private static void readable(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static WebServer start(Path folder, int port, Object... command) throws Exception {
        List<String> words = new ArrayList<>();
        for (Object word : command) {
            words.add(word.toString());
        }
        Path log = folder.resolve("server.log");
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.redirectOutput(log.toFile());
        builder.environment().put("HOME", folder.toString());
        WebServer server = new WebServer(builder.start(), port);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!server.answers()) {
            if (server.process.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                server.close();
                throw new AssertionError(words + ": " + Files.readString(log));
            }
        }
        return server;
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException expected) {
            // Not yet.
            return false;
        }
    }

    HttpResponse<byte[]> get(String path) {
        return get(URI.create("http://127.0.0.1:" + port + path));
    }

    static HttpResponse<byte[]> get(URI address) {
        try {
            return CLIENT.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(address.toString(), e);
        } catch (InterruptedException e) {
            throw new AssertionError(address.toString(), e);
        }
    }

    /** Returns the field that says where a redirect leads; nothing without one. */
    static @Nullable String location(HttpResponse<?> answer) {
        return answer.headers().firstValue("Location").orElse(null);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
