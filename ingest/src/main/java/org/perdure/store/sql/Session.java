package org.perdure.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection with its prepared statements, each made once. For one thread at a time. Parameters
 * are Long, Integer, Double, String, byte[] or null.
 */
final class Session implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    Session(Connection connection) {
        this.connection = connection;
    }

    /** Makes a value of the present row. */
    @FunctionalInterface
    interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /** Does something with the present row. */
    @FunctionalInterface
    interface RowConsumer {
        void accept(ResultSet row) throws SQLException;
    }

    Connection connection() {
        return connection;
    }

    /**
     * Begins a transaction. The driver is told of it: else it tries to begin one before each
     * statement, and fails.
     */
    void begin() throws SQLException {
        connection.setAutoCommit(false);
    }

    /** Makes durable what was done since {@link #begin}. */
    void commit() throws SQLException {
        connection.setAutoCommit(true);
    }

    /** Undoes what was done since {@link #begin}. */
    void rollBack() throws SQLException {
        if (connection.getAutoCommit()) {
            execute("ROLLBACK"); // The driver thinks that it has committed.
        } else {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    <T> List<T> list(String sql, RowMapper<T> mapper, @Nullable Object... parameters)
            throws SQLException {
        List<T> rows = new ArrayList<>();
        forEach(sql, row -> rows.add(mapper.map(row)), parameters);
        return rows;
    }

    <T> Optional<T> find(String sql, RowMapper<T> mapper, @Nullable Object... parameters)
            throws SQLException {
        try (ResultSet rows = bind(sql, parameters).executeQuery()) {
            return rows.next() ? Optional.of(mapper.map(rows)) : Optional.empty();
        }
    }

    void forEach(String sql, RowConsumer consumer, @Nullable Object... parameters)
            throws SQLException {
        try (ResultSet rows = bind(sql, parameters).executeQuery()) {
            while (rows.next()) {
                consumer.accept(rows);
            }
        }
    }

    /** Runs a statement that changes rows; returns how many. */
    int update(String sql, @Nullable Object... parameters) throws SQLException {
        return bind(sql, parameters).executeUpdate();
    }

    /** Runs an INSERT … RETURNING of one number. */
    long insert(String sql, @Nullable Object... parameters) throws SQLException {
        return find(sql, row -> row.getLong(1), parameters).orElseThrow();
    }

    private PreparedStatement bind(String sql, @Nullable Object... parameters) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < parameters.length; i++) {
            set(statement, i + 1, parameters[i]);
        }
        return statement;
    }

    private static void set(PreparedStatement statement, int index, @Nullable Object value)
            throws SQLException {
        switch (value) {
            case null -> statement.setObject(index, null);
            case Long number -> statement.setLong(index, number);
            case Integer number -> statement.setInt(index, number);
            case Double number -> statement.setDouble(index, number);
            case String text -> statement.setString(index, text);
            case byte[] bytes -> statement.setBytes(index, bytes);
            case Instant time -> statement.setLong(index, time.getEpochSecond());
            default -> throw new IllegalArgumentException("no SQL type for " + value.getClass());
        }
    }

    /** Closes a session that has failed, whose closing may fail too. */
    void abandon() {
        try {
            close();
        } catch (SQLException e) {
            LOG.debug("a session could not be closed", e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
