package masthead.format.xtream;

/** A row of {@code get_live_categories}. */
public record CategoryRow(int id, String name) {
    public CategoryRow {
        name = Wire.line(name);
    }
}
