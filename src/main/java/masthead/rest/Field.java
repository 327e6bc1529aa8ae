package masthead.rest;

import java.util.List;

/**
 * A named value: of a request's body, of its query, or of an answer's object.
 *
 * @param says what it is for; may be empty where the name says it
 * @param presence a request's field may be left out unless it must be there; an answer's is there unless it may be missing
 * @param orNull whether {@code null} is a value
 */
record Field(String name, Shape shape, String says, Presence presence, boolean orNull) {
    enum Presence {
        USUAL,
        MUST,
        MAYBE
    }

    private Field(String name, Shape shape, String says) {
        this(name, shape, says, Presence.USUAL, false);
    }

    static Field of(String name, Shape shape, String says) {
        return new Field(name, shape, says);
    }

    static Field text(String name, String says) {
        return new Field(name, Shape.Text.ANY, says);
    }

    /** One of these words. */
    static Field word(String name, String says, List<String> words) {
        return new Field(name, new Shape.Text("", words), says);
    }

    static Field time(String name, String says) {
        return new Field(name, Shape.Text.TIME, says);
    }

    static Field flag(String name, String says) {
        return new Field(name, new Shape.Flag(), says);
    }

    static Field id(String name, String says) {
        return new Field(name, Shape.Whole.ID, says);
    }

    /** A whole number from 0. */
    static Field count(String name, String says) {
        return new Field(name, Shape.Whole.COUNT, says);
    }

    static Field whole(String name, String says, long least, long most) {
        return new Field(name, new Shape.Whole(least, most), says);
    }

    /** A whole number that may be larger than an {@code int}, or below zero. */
    static Field large(String name, String says) {
        return new Field(name, Shape.Whole.LARGE, says);
    }

    static Field number(String name, String says) {
        return new Field(name, new Shape.Numeric(false), says);
    }

    /** A number from 0 to 1. */
    static Field share(String name, String says) {
        return new Field(name, new Shape.Numeric(true), says);
    }

    static Field list(String name, Shape each, String says) {
        return new Field(name, new Shape.Items(each), says);
    }

    static Field texts(String name, String says) {
        return list(name, Shape.Text.ANY, says);
    }

    static Field ids(String name, String says) {
        return list(name, Shape.Whole.ID, says);
    }

    /** An object of texts, by names that are anybody's. */
    static Field namedTexts(String name, String says) {
        return new Field(name, new Shape.Named(Shape.Text.ANY), says);
    }

    /** An object of counts, by names that are anybody's. */
    static Field namedCounts(String name, String says) {
        return new Field(name, new Shape.Named(Shape.Whole.LARGE), says);
    }

    Field must() {
        return new Field(name, shape, says, Presence.MUST, orNull);
    }

    Field maybe() {
        return new Field(name, shape, says, Presence.MAYBE, orNull);
    }

    Field canBeNull() {
        return new Field(name, shape, says, presence, true);
    }
}
