package masthead.catalog.rules;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.MatchResult;
import masthead.catalog.Folded;
import org.jspecify.annotations.Nullable;

/** A channel while presets and rules are applied to it, one after the other. Not safe for several threads. */
final class Draft {
    private static final int LONGEST = 300;

    final Row row;
    private String name;
    private String group;
    private boolean renamed;
    private Optional<Boolean> hidden = Optional.empty();
    private OptionalInt position = OptionalInt.empty();
    private OptionalInt number = OptionalInt.empty();
    /** The channel it is to be merged into; 0 for none. */
    int target;

    /** The name of such a channel, folded; empty for none. */
    String targetName = "";

    /** By number: the last rule that numbers it, and the last that places it; -1 for none. */
    int numbering = -1;

    int placing = -1;
    int mergePosition;

    /** Where the preset that merges by names is on. */
    @Nullable
    Reading reading;

    private @Nullable String folded;

    Draft(Row row) {
        this.row = row;
        this.name = row.listed().name();
        this.group = row.listed().group();
    }

    String name() {
        return name;
    }

    String group() {
        return group;
    }

    /** Whether a rule gave it its name, and not a preset alone. */
    boolean renamed() {
        return renamed;
    }

    /** The name players will see. */
    String seenName() {
        return row.own().name().orElse(name);
    }

    String foldedName() {
        String known = folded;
        if (known == null) {
            known = Folded.of(name);
            folded = known;
        }
        return known;
    }

    boolean hidden() {
        return row.own().hidden() || (!row.own().shown() && hidden.orElse(false));
    }

    void polish(String polished) {
        name = polished;
        folded = null;
    }

    void rename(String template, Optional<MatchResult> found) {
        String filled = filled(template, found);
        if (!filled.isEmpty()) {
            polish(filled);
            renamed = true;
        }
    }

    void regroup(String other) {
        if (!other.isEmpty()) {
            group = other;
        }
    }

    void hide(boolean hide) {
        hidden = Optional.of(hide);
    }

    void number(int given) {
        number = OptionalInt.of(given);
    }

    void place(int given) {
        position = OptionalInt.of(given);
    }

    /** {@code template} with its signs filled in: one line, without blanks around it. */
    String filled(String template, Optional<MatchResult> found) {
        if (template.indexOf('$') < 0 && template.indexOf('{') < 0) {
            return template.strip();
        }
        StringBuilder filled = new StringBuilder();
        for (int at = 0; at < template.length() && filled.length() <= LONGEST; at++) {
            char sign = template.charAt(at);
            char next = at + 1 < template.length() ? template.charAt(at + 1) : ' ';
            if (sign == '$' && next >= '0' && next <= '9') {
                int asked = next - '0';
                found.filter(match -> asked <= match.groupCount())
                        .map(match -> match.group(asked))
                        .ifPresent(filled::append);
                at++;
            } else if (template.startsWith("{name}", at)) {
                filled.append(name);
                at += "{name}".length() - 1;
            } else if (template.startsWith("{group}", at)) {
                filled.append(group);
                at += "{group}".length() - 1;
            } else {
                filled.append(sign);
            }
        }
        String line = filled.toString().replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) : line;
    }

    Shape shape(int mergedInto) {
        Shape shape = new Shape(
                name.equals(row.listed().name()) ? Optional.empty() : Optional.of(name),
                group.equals(row.listed().group()) ? Optional.empty() : Optional.of(group),
                number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty(),
                hidden,
                position.isPresent() ? Optional.of(position.getAsInt()) : Optional.empty(),
                mergedInto,
                mergePosition);
        return shape.equals(Shape.NONE) ? Shape.NONE : shape;
    }
}
