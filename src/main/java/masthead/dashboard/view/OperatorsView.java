package masthead.dashboard.view;

import java.util.List;

/** Those who run the place. */
public record OperatorsView(List<Row> rows) {
    /** @param codes whether he logs in with a code beside the password */
    public record Row(String name, String role, String since, boolean me, boolean codes) {}
}
