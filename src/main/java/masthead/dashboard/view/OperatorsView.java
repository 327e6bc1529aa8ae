package masthead.dashboard.view;

import java.util.List;

/** Those who run the place. */
public record OperatorsView(List<Row> rows) {
    public record Row(String name, String role, String since, boolean me) {}
}
