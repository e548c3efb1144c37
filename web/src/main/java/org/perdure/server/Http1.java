package org.perdure.server;

import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * HTTP/1.1, with a memory for targets that cannot be read. Jetty forgets such a target and puts
 * another one in its place; the error that follows has the form that programs read if the target
 * began like those of the API.
 */
final class Http1 extends HttpConnectionFactory {
    /** Where programs ask, a slash at the end. */
    static final String API = "/api/";

    /** What Jetty puts in the place of a target. */
    private static final String UNREADABLE = "/badMessage";

    Http1(HttpConfiguration configuration) {
        super(configuration);
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        return configure(
                new Remembering(getHttpConfiguration(), connector, endPoint), connector, endPoint);
    }

    private static final class Remembering extends HttpConnection {
        private boolean failedForProgram;

        Remembering(HttpConfiguration configuration, Connector connector, EndPoint endPoint) {
            super(configuration, connector, endPoint);
        }

        @Override
        protected HttpStreamOverHTTP1 newHttpStream(
                String method, String target, HttpVersion version) {
            if (target.equals(UNREADABLE)) {
                return super.newHttpStream(method, failedForProgram ? API : target, version);
            }
            failedForProgram = target.startsWith(API);
            HttpStreamOverHTTP1 stream = super.newHttpStream(method, target, version);
            failedForProgram = false;
            return stream;
        }
    }
}
