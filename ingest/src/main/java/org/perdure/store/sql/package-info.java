/**
 * The store on SQLite. The only package that knows JDBC.
 *
 * <p>Start at {@link org.perdure.store.sql.SqliteStore} for reading and at {@link
 * org.perdure.store.sql.SqliteWriter} for writing. The tables are in {@code
 * migration/V1__archive.sql}.
 */
@NullMarked
package org.perdure.store.sql;

import org.jspecify.annotations.NullMarked;
