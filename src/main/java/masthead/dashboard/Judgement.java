package masthead.dashboard;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import masthead.dashboard.view.OnAirView;
import masthead.dashboard.view.PanelView;
import masthead.format.mpegts.Codec;
import masthead.format.mpegts.Health;
import masthead.relay.Condition;
import masthead.relay.OnAir;

/** How a channel on air does, in words. */
final class Judgement {
    private Judgement() {}

    /** One word, or two. */
    static String state(OnAir.State state, Optional<Condition> condition) {
        return switch (state) {
            case OPENING -> "Opening";
            case RECONNECTING -> "Looking for a feed";
            case ON_AIR ->
                condition
                        .map(each -> each.verdict().word())
                        .filter(each -> !each.equals("fine"))
                        .map(Judgement::capital)
                        .orElse("On air");
        };
    }

    /** {@code is-good}, {@code is-warn} or {@code is-bad}. */
    static String tone(OnAir.State state, Optional<Condition> condition) {
        if (state != OnAir.State.ON_AIR) {
            return "is-warn";
        }
        String word = condition.map(each -> each.verdict().word()).orElse("fine");
        return word.equals("fine") ? "is-good" : word.equals("failing") ? "is-bad" : "is-warn";
    }

    static String capital(String word) {
        return word.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    /** What was thought of each of the last seconds, alike ones together; the last is at 60. */
    static List<OnAirView.Stretch> stretches(List<String> words) {
        List<OnAirView.Stretch> stretches = new ArrayList<>();
        int offset = Condition.LATELY_SECONDS - words.size();
        for (int at = 0; at < words.size(); at++) {
            int from = at;
            while (at + 1 < words.size() && words.get(at + 1).equals(words.get(from))) {
                at++;
            }
            String tone = switch (words.get(from)) {
                case "fine" -> "is-good";
                case "poor" -> "is-warn";
                case "failing" -> "is-bad";
                default -> "is-none";
            };
            stretches.add(new OnAirView.Stretch(offset + from, at - from + 1, tone));
        }
        return stretches;
    }

    static PanelView panel(OnAir air, Condition condition) {
        Optional<Condition> known = Optional.of(condition);
        Health health = condition.health();
        String line = Words.curve(health.traffic().bitsPerSecond());
        return new PanelView(
                tone(air.state(), known),
                state(air.state(), known),
                condition.verdict().trouble().orElse(""),
                Words.rate(air.bitsPerSecond()),
                line,
                line.isEmpty() ? "" : line + "L100 40L0 40Z",
                stretches(condition.lately()),
                sound(health),
                clock(health.clock()),
                health.codecs().stream()
                        .map(each -> new PanelView.Codec(key(each), each.title(), each.video()))
                        .toList());
    }

    private static String key(Codec codec) {
        return codec.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String sound(Health health) {
        List<Health.Audio> audio = health.audio();
        if (audio.isEmpty()) {
            return "none";
        }
        Duration silent = health.silent().orElse(Duration.ZERO);
        return silent.toSeconds() >= 2
                ? "missing for " + Words.span(silent)
                : Words.count(audio.size(), "track") + " coming in";
    }

    private static String clock(Health.Clock clock) {
        if (!clock.known()) {
            return "none";
        }
        if (clock.stuck().toSeconds() >= 1) {
            return "stands still for " + Words.span(clock.stuck());
        }
        return String.format(
                Locale.ROOT,
                "runs at %.2f, uneven by %d ms",
                clock.pace(),
                clock.arrivalJitter().toMillis());
    }
}
