package masthead.dashboard.view;

import java.util.List;

/** One subscriber as he was seen: what he watches now and on which device, and what he was refused lately. */
public record SeenView(List<Watching> watching, List<OnAirView.Refusal> refusals) {
    /** A device that watches a channel. */
    public record Watching(int channel, String name, OnAirView.Viewer viewer) {}
}
