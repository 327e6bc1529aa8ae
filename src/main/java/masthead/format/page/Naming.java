package masthead.format.page;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import masthead.format.page.Line.Found;
import masthead.format.page.Line.Piece;
import masthead.format.page.Line.Text;

/** Finds the names of the contents on one line; each look takes the time of the way to the next content, not of the line. */
final class Naming {
    private static final Set<String> NAME_HEADS = Set.of(
            "name",
            "channel",
            "channels",
            "channel name",
            "title",
            "canal",
            "canales",
            "nombre",
            "kanal",
            "sender",
            "chaîne",
            "canale",
            "nome",
            "название",
            "канал",
            "station");

    private final List<Piece> pieces;
    private final boolean row;
    private final Optional<String> named;
    private final int firstName;
    private final boolean namesFollow;

    /** @param nameColumn which column of a row holds the name; -1 if nothing says so */
    Naming(Line line, int nameColumn) {
        pieces = line.pieces();
        row = line.isRow();
        named = row && nameColumn >= 0 ? inColumn(nameColumn) : Optional.empty();
        firstName = next(0, false);
        int firstContent = 0;
        while (firstContent < pieces.size() && !(pieces.get(firstContent) instanceof Found)) {
            firstContent++;
        }
        namesFollow = firstContent < firstName;
    }

    /** Which column of a table holds names, by its head; -1 if that does not say. */
    static int nameColumn(Line head) {
        for (Piece each : head.pieces()) {
            if (NAME_HEADS.contains(each.words().toLowerCase(Locale.ROOT))) {
                return each.cell();
            }
        }
        return -1;
    }

    private Optional<String> inColumn(int column) {
        return pieces.stream()
                .filter(each -> each.cell() == column)
                .map(Piece::words)
                .filter(Names::meaningful)
                .findFirst();
    }

    /** The name of the content that is piece {@code at}, unless the line has none. */
    Optional<String> of(int at, Found content) {
        Optional<String> label = Optional.of(content.label()).filter(Names::meaningful);
        if (row) {
            boolean labelFirst = firstName < 0 || pieces.get(firstName).cell() > content.cell();
            return named.or(() -> labelFirst ? label : text(firstName)).or(() -> text(firstName));
        }
        return label.or(() -> namesFollow ? text(next(at + 1, true)) : text(before(at)))
                .or(() -> namesFollow ? text(before(at)) : text(firstName))
                .or(() -> text(firstName));
    }

    private Optional<String> text(int index) {
        return index < 0 ? Optional.empty() : Optional.of(pieces.get(index).words());
    }

    /** The first text from {@code at} on that can be a name; -1 if there is none (before the next content). */
    private int next(int at, boolean untilContent) {
        for (int index = at; index < pieces.size(); index++) {
            switch (pieces.get(index)) {
                case Text text
                when Names.meaningful(text.words()) -> {
                    return index;
                }
                case Text _ -> {}
                case Found _ -> {
                    if (untilContent) {
                        return -1;
                    }
                }
            }
        }
        return -1;
    }

    /** The nearest text before {@code at} and after the content before it that can be a name; -1 if there is none. */
    private int before(int at) {
        for (int index = at - 1; index >= 0 && pieces.get(index) instanceof Text text; index--) {
            if (Names.meaningful(text.words())) {
                return index;
            }
        }
        return -1;
    }
}
