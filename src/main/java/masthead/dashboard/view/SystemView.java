package masthead.dashboard.view;

import java.util.List;

/** The machine below: facts by group, and who changed what. */
public record SystemView(List<Group> groups, List<Change> changes) {
    public record Group(String title, List<Fact> facts) {}

    public record Fact(String name, String value) {}

    public record Change(String when, String who, String what, String detail) {}
}
