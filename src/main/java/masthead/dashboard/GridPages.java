package masthead.dashboard;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import masthead.catalog.ChannelId;
import masthead.dashboard.view.Section;

/** {@code /dashboard/guide/grid}: what is on, on all channels, over time. */
public final class GridPages extends Pages {
    private final GuideGrid grid;

    public GridPages(GuideGrid grid) {
        this.grid = grid;
    }

    @Override
    void addTo(Gate gate) {
        gate.page("/guide/grid", this::show).page("/guide/grid/{id}", this::programme);
    }

    private void show(Visit visit) {
        String query = "search=" + URLEncoder.encode(visit.text("search"), StandardCharsets.UTF_8) + "&category="
                + visit.chosen("category");
        visit.show(Section.GUIDE, "What is on", visit.part() ? "grid-table" : "grid", grid.view(visit, query));
    }

    private void programme(Visit visit) {
        var found = grid.programme(visit, new ChannelId(visit.id()));
        if (visit.part()) {
            visit.show(Section.GUIDE, found.title(), "programme-part", found);
        } else {
            visit.show(Section.GUIDE, found.title(), "programme", found);
        }
    }

    /** The second that the query names as {@code at}; that of {@code now} where it names none. */
    static Instant at(Visit visit, Instant now) {
        String text = visit.text("at");
        return text.matches("\\d{1,10}") ? Instant.ofEpochSecond(Long.parseLong(text)) : now;
    }
}
