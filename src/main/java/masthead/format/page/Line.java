package masthead.format.page;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import masthead.format.acestream.AceLink;

/** What stands on one line of a page, or in one row of a table, from left to right. For one thread. */
final class Line {
    sealed interface Piece {
        /** In which column of a row it stands, from 0. */
        int cell();

        /** What is to read there, cleaned; may be empty. */
        String words();
    }

    /** Plain text. */
    record Text(int cell, String words) implements Piece {}

    /** @param label what the link itself is called */
    record Found(int cell, AceLink link, String label) implements Piece {
        @Override
        public String words() {
            return label;
        }
    }

    /** From 1 for the highest heading; 0 for none. */
    private final int heading;

    private final List<Piece> pieces = new ArrayList<>();
    private String logo = "";
    private int cells;
    private boolean header = true;
    private boolean leads;

    Line(int heading) {
        this.heading = heading;
    }

    void text(String raw) {
        String cleaned = Names.clean(raw);
        if (!cleaned.isEmpty()) {
            pieces.add(new Text(cell(), cleaned));
        }
    }

    void found(AceLink link, String label) {
        pieces.add(new Found(cell(), link, Names.clean(label)));
        leads = true;
    }

    void logo(String address) {
        if (logo.isEmpty()) {
            logo = address;
        }
    }

    /** @param heads whether it is of a table's head */
    void nextCell(boolean heads) {
        cells++;
        header &= heads;
    }

    private int cell() {
        return Math.max(0, cells - 1);
    }

    String logo() {
        return logo;
    }

    int heading() {
        return heading;
    }

    boolean isEmpty() {
        return pieces.isEmpty() && logo.isEmpty();
    }

    /** Whether there is a content on it. */
    boolean leads() {
        return leads;
    }

    /** Whether it has several columns. */
    boolean isRow() {
        return cells > 1;
    }

    boolean isHeader() {
        return isRow() && header && !leads;
    }

    List<Piece> pieces() {
        return Collections.unmodifiableList(pieces);
    }

    /** All that is to read on it. */
    String words() {
        StringBuilder words = new StringBuilder();
        pieces.forEach(each -> words.append(words.isEmpty() ? "" : " ").append(each.words()));
        return words.toString();
    }
}
