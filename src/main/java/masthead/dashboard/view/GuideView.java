package masthead.dashboard.view;

import java.util.List;
import java.util.Optional;

/** The guides we read, and what might be. */
public record GuideView(List<Source> sources, List<Offer> offers, int suggested) {
    /**
     * @param from the host it is read from: never the whole address
     * @param progress how far it is read; absent if it is not being read
     */
    public record Source(
            int id,
            String name,
            String from,
            String channels,
            String programmes,
            String onNow,
            String imported,
            String outcome,
            String tone,
            Optional<ProgressView> progress) {}

    /** A guide that a list names; {@code mark} tells it from others without its address. */
    public record Offer(String mark, String provider, String from) {}
}
