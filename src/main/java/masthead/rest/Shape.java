package masthead.rest;

import java.util.ArrayList;
import java.util.List;

/** What a value in JSON is, in requests and in answers; {@link Document} tells it as a JSON Schema. */
sealed interface Shape {
    /**
     * @param format of JSON Schema, such as {@code date-time}; empty if any text will do
     * @param words the only ones there are; none means any
     */
    record Text(String format, List<String> words) implements Shape {
        static final Text ANY = new Text("", List.of());
        static final Text TIME = new Text("date-time", List.of());

        public Text {
            words = List.copyOf(words);
        }
    }

    /** A whole number. */
    record Whole(long least, long most) implements Shape {
        /** What is numbered from 1. */
        static final Whole ID = new Whole(1, Integer.MAX_VALUE);

        static final Whole COUNT = new Whole(0, Integer.MAX_VALUE);
        /** Bytes and the like. */
        static final Whole LARGE = new Whole(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** Any number; {@code share} is one from 0 to 1. */
    record Numeric(boolean share) implements Shape {}

    record Flag() implements Shape {}

    record Items(Shape each) implements Shape {}

    /** An object whose names are anybody's. */
    record Named(Shape each) implements Shape {}

    /** An object with these fields and no others. */
    record Thing(String name, List<Field> fields) implements Shape {
        public Thing {
            fields = List.copyOf(fields);
        }

        /** With further fields, as another thing. */
        Thing and(String newName, Field... more) {
            List<Field> all = new ArrayList<>(fields);
            all.addAll(List.of(more));
            return new Thing(newName, all);
        }
    }

    static Thing thing(String name, Field... fields) {
        return new Thing(name, List.of(fields));
    }

    /** An object within a request: what need not be there may be missing. */
    static Thing asked(List<Field> fields) {
        return new Thing(
                "",
                fields.stream()
                        .map(each -> each.presence() == Field.Presence.USUAL ? each.maybe() : each)
                        .toList());
    }
}
