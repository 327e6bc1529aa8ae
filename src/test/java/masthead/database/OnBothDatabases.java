package masthead.database;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * A test that takes a {@link Database}, empty but for the schema, and runs twice: on SQLite and on a real PostgreSQL.
 *
 * <pre>{@code
 * @OnBothDatabases
 * void a_name_is_taken_once(Database database) { ... }
 * }</pre>
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}")
@ArgumentsSource(BothDatabases.class)
public @interface OnBothDatabases {}
