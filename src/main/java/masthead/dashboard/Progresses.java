package masthead.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import masthead.dashboard.view.ProgressView;
import masthead.guide.GuideProgress;
import masthead.headend.ImportProgress;

/** How far long work is, as people read it. */
final class Progresses {
    /** Before that nobody can say how fast it goes. */
    private static final Duration EARLY = Duration.ofSeconds(1);

    private Progresses() {}

    static ProgressView of(ImportProgress.State state) {
        return switch (state.phase()) {
            case FETCHING ->
                new ProgressView(
                        "The list is on its way", percent(state.bytes(), state.promised()), coming(state), true);
            case READING ->
                new ProgressView(
                        "Its entries are read",
                        percent(state.bytes(), state.promised()),
                        join(
                                Words.count(state.entries()) + " entries",
                                perSecond(state.entries(), state.elapsed(), "entries"),
                                left(state.bytes(), state.promised(), state.elapsed())),
                        true);
            case COMPARING ->
                new ProgressView(
                        "They are compared with what there is", -1, Words.count(state.entries()) + " entries", true);
            case APPLYING -> new ProgressView("What is new is written", -1, "all of it or nothing", true);
            case SHOWING -> new ProgressView("Players are about to see it", -1, "", false);
        };
    }

    private static String coming(ImportProgress.State state) {
        return join(
                state.bytes() > 0 || state.entries() == 0 ? bytes(state.bytes(), state.promised()) : "",
                state.entries() > 0 ? Words.count(state.entries()) + " entries" : "",
                state.bytes() > 0
                        ? byteRate(state.bytes(), state.elapsed())
                        : perSecond(state.entries(), state.elapsed(), "entries"),
                left(state.bytes(), state.promised(), state.elapsed()));
    }

    static ProgressView of(GuideProgress progress, Instant now) {
        Duration elapsed = Duration.between(progress.began(), now);
        return new ProgressView(
                "Being read",
                percent(progress.bytes(), progress.promised()),
                join(
                        bytes(progress.bytes(), progress.promised()),
                        Words.count(progress.programmes(), "programme"),
                        byteRate(progress.bytes(), elapsed),
                        left(progress.bytes(), progress.promised(), elapsed)),
                true);
    }

    private static String join(String... parts) {
        List<String> said = new ArrayList<>(List.of(parts));
        said.removeIf(String::isEmpty);
        return String.join(" · ", said);
    }

    private static int percent(long done, OptionalLong all) {
        return all.isPresent() ? Math.clamp(100 * done / Math.max(1, all.getAsLong()), 0, 100) : -1;
    }

    private static String bytes(long done, OptionalLong all) {
        return Words.bytes(done) + (all.isPresent() ? " of " + Words.bytes(all.getAsLong()) : "");
    }

    private static String byteRate(long bytes, Duration elapsed) {
        return elapsed.compareTo(EARLY) < 0 ? "" : Words.bytes(1000 * bytes / elapsed.toMillis()) + "/s";
    }

    private static String perSecond(long many, Duration elapsed, String what) {
        return elapsed.compareTo(EARLY) < 0 || many == 0
                ? ""
                : Words.count(1000 * many / elapsed.toMillis()) + " " + what + "/s";
    }

    private static String left(long done, OptionalLong all, Duration elapsed) {
        if (all.isEmpty() || done == 0 || elapsed.compareTo(EARLY) < 0) {
            return "";
        }
        long millis = Math.max(0, all.getAsLong() - done) * elapsed.toMillis() / done;
        return Words.span(Duration.ofMillis(millis)) + " left";
    }
}
