package masthead.guide;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import masthead.catalog.ChannelId;
import masthead.guide.Decision.What;
import masthead.guide.match.Identity;

/**
 * All that was decided by hand, as it holds for channels: what was decided for a channel itself, else what was last decided for one of
 * the same name and country, which it may be in another provider's list. Immutable.
 */
final class Decisions {
    private final Map<ChannelId, List<Decision>> byChannel;
    /** By {@link Findings#print} of the name. */
    private final Map<Long, List<Decision>> byName;

    /** @param all the oldest first */
    Decisions(List<Decision> all) {
        this.byChannel = all.stream().collect(Collectors.groupingBy(Decision::channel));
        this.byName = all.stream()
                .collect(Collectors.groupingBy(
                        each -> Findings.print(each.identity().name())));
    }

    /** What holds for one channel; each in one way only. */
    record Ruling(
            boolean any,
            boolean none,
            Map<GuideSourceId, String> places,
            Set<String> refused,
            Optional<Duration> shift,
            Set<ChannelId> from) {
        static final Ruling NOTHING = new Ruling(false, false, Map.of(), Set.of(), Optional.empty(), Set.of());
    }

    Ruling of(ChannelId channel, Identity identity) {
        return of(channel, Findings.print(identity.name()), () -> identity);
    }

    /**
     * As the other one.
     *
     * @param name as {@link Findings#print} has it: the identity is worked out only where somebody decided for one of that name
     */
    Ruling of(ChannelId channel, long name, Supplier<Identity> identity) {
        List<Decision> own = byChannel.getOrDefault(channel, List.of());
        if (!own.isEmpty()) {
            return ruling(own);
        }
        List<Decision> named = byName.getOrDefault(name, List.of());
        return named.isEmpty() ? Ruling.NOTHING : followed(named, identity.get());
    }

    private Ruling followed(List<Decision> named, Identity identity) {
        return named.stream()
                .filter(each -> each.identity().fits(identity))
                .max(Comparator.comparing(Decision::at).thenComparing(Decision::channel))
                .map(last -> ruling(byChannel.getOrDefault(last.channel(), List.of())))
                .orElse(Ruling.NOTHING);
    }

    private static Ruling ruling(List<Decision> decisions) {
        boolean none = false;
        Map<GuideSourceId, String> places = new HashMap<>();
        Set<String> refused = new HashSet<>();
        List<Duration> shifts = new ArrayList<>();
        Set<ChannelId> from = new HashSet<>();
        for (Decision each : decisions) {
            from.add(each.channel());
            switch (each.what()) {
                case What.Set(GuidePlace place) -> places.put(place.source(), place.guideId());
                case What.None() -> none = true;
                case What.Refuse(String guideId) -> refused.add(guideId);
                case What.Shift(Duration by) -> shifts.add(by);
            }
        }
        Optional<Duration> shift = shifts.isEmpty() ? Optional.empty() : Optional.of(shifts.getLast());
        return new Ruling(true, none, Map.copyOf(places), Set.copyOf(refused), shift, Set.copyOf(from));
    }
}
