package masthead.studio.engine;

/** What comes of a start. */
sealed interface Started {
    record Playing(Session session) implements Started {}

    record Refused(String error) implements Started {}

    /** The engine is full and says nothing. */
    record Hanging() implements Started {}
}
