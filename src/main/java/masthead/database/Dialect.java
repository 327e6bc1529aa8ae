package masthead.database;

/** The two kinds of SQL we speak. */
public enum Dialect {
    SQLITE,
    POSTGRESQL
}
