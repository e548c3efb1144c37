package org.perdure.server;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/** The web servers for which redirects can be written. */
enum RedirectFormat {
    /** A file with maps, to be included. */
    NGINX,
    /** A {@code RewriteMap} of text, which can be made into one of DBM. */
    APACHE,
    /** A file with a snippet, to be imported. */
    CADDY;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Writes redirects.
     *
     * @param base scheme and host of the new addresses, without a slash at the end
     * @return how many addresses the server cannot take
     */
    int write(RedirectRows rows, String base, OutputStream out) throws IOException {
        return switch (this) {
            case NGINX -> new NginxRedirects(base, out).write(rows);
            case APACHE -> new ApacheRedirects(base, out).write(rows);
            case CADDY -> new CaddyRedirects(base, out).write(rows);
        };
    }
}
