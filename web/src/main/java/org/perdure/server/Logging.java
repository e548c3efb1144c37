package org.perdure.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Sends what libraries and this program log to standard error, a line each: warnings and errors, or
 * from the level in the environment variable {@code PERDURE_LOG} on. Logback finds it as a service;
 * a configuration in code is read in a fraction of the time that XML takes.
 */
public final class Logging extends ContextAwareBase implements Configurator {
    /**
     * A failure is on the same line, so that lines can be counted and collected: what went wrong
     * and why, with the place of each; from the level debug on, with the whole way there.
     */
    private static final String PATTERN =
            "%date{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0}: %replace(%msg){'\\R', ' | '}"
                    + "%replace(%replace(: %ex{DEPTH}){'\\s*\\R\\s*', ' | '}){'^: $|[ |]+$', ''}%nopex%n";

    /**
     * What only says that a faster way exists, repeats what is reported otherwise, or tells of
     * requests that cannot be understood: anybody may send them, so they are no warning.
     */
    private static final Map<String, Level> QUIETED =
            Map.of(
                    "org.eclipse.jetty.http.HttpParser", Level.ERROR,
                    "org.eclipse.jetty.util.HostPort", Level.ERROR,
                    "org.apache.lucene.internal.vectorization", Level.ERROR,
                    "org.glassfish.jersey.internal.inject.Providers", Level.ERROR);

    /** Logback makes one. */
    public Logging() {}

    /** Sends what uses the logging of the platform to the same place. */
    static void bridgePlatform() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        Level level = level();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.setEncoder(encoder(context, level));
        appender.start();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(level);
        root.addAppender(appender);
        QUIETED.forEach((name, least) -> context.getLogger(name).setLevel(least));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Returns what makes lines of events, for a program that logs from a level on. */
    static PatternLayoutEncoder encoder(LoggerContext context, Level level) {
        String depth = Level.DEBUG.isGreaterOrEqual(level) ? "full" : "short";
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN.replace("DEPTH", depth));
        encoder.start();
        return encoder;
    }

    private static Level level() {
        String name = System.getenv("PERDURE_LOG");
        return Level.toLevel(name == null ? "" : name.toUpperCase(Locale.ROOT), Level.WARN);
    }
}
