/**
 * SQL for SQLite and PostgreSQL: one writer, few readers, migrations with a backup before them.
 *
 * <p>May import: config, metrics.
 */
@NullMarked
package masthead.database;

import org.jspecify.annotations.NullMarked;
