package masthead.guide;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import masthead.catalog.Catalog;
import masthead.catalog.Catalogs;
import masthead.catalog.Channel;
import masthead.catalog.ChannelId;
import masthead.guide.match.Asked;
import masthead.guide.match.Candidate;
import masthead.guide.match.ChannelLook;
import masthead.guide.match.GuideLook;
import masthead.guide.match.Identity;
import masthead.guide.match.Match;
import masthead.guide.match.Matcher;

/**
 * What the last run found for each channel in each guide, before any decision but refusals; and the run itself.
 *
 * <p>Channels that look as before are not matched again as long as the guides are the same. One run at a time; what it found may be
 * read from any thread.
 */
final class Rematch {
    private final Catalogs catalogs;
    private final Guide guide;
    private final GuideSources sources;

    private volatile Map<ChannelId, Looked> looked = Map.of();
    /** The guides' channels as they were last, to see whether a new version of the guide changes anything. */
    private Map<GuideSourceId, List<GuideLook>> guides = Map.of();

    private long guideVersion = -1;

    /**
     * How a channel looked, and what was found.
     *
     * @param refused what was left out of the search
     * @param known the guides in which it was looked for
     */
    record Looked(
            ChannelLook look,
            Identity identity,
            Set<String> refused,
            Map<GuideSourceId, Found> found,
            Set<GuideSourceId> known) {}

    /** What one guide has for a channel: the best first, never empty. */
    record Found(boolean certain, List<Candidate> candidates) {}

    Rematch(Catalogs catalogs, Guide guide, GuideSources sources) {
        this.catalogs = catalogs;
        this.guide = guide;
        this.sources = sources;
    }

    Optional<Looked> looked(ChannelId channel) {
        return Optional.ofNullable(looked.get(channel));
    }

    /** What the last run found, of all channels; another one after each run. */
    Map<ChannelId, Looked> looked() {
        return looked;
    }

    /** Matches what is new or has changed; tells how many channels that were. */
    synchronized int run(Decisions decisions) {
        long version = guide.version();
        Map<GuideSourceId, List<GuideLook>> read = version == guideVersion ? guides : read();
        Set<GuideSourceId> same = new HashSet<>(read.keySet());
        same.removeIf(each -> !Objects.equals(read.get(each), guides.get(each)));
        Map<ChannelId, Looked> before = looked;
        Map<ChannelId, Looked> next = HashMap.newHashMap(before.size());
        List<Looked> open = new ArrayList<>();
        Map<ChannelLook, Asked> fresh = new HashMap<>();
        Catalog catalog = catalogs.current();
        for (Channel channel : catalog.channels()) {
            Optional<Looked> old = Optional.ofNullable(before.get(channel.id()));
            Looked made = looked(MatchRows.look(catalog, channel), channel.id(), decisions, old, fresh);
            made.found().keySet().retainAll(same);
            made.known().retainAll(same);
            next.put(channel.id(), made);
            if (!made.known().containsAll(read.keySet())) {
                open.add(made);
            }
        }
        if (!open.isEmpty()) {
            List<Asked> asked = open.stream()
                    .map(each -> fresh.computeIfAbsent(each.look(), Asked::of))
                    .toList();
            read.forEach((source, channels) -> search(source, channels, open, asked));
        }
        guides = read;
        guideVersion = version;
        looked = next;
        return open.size();
    }

    /** With what was found before where it looks as before, and as much is refused. */
    private static Looked looked(
            ChannelLook look,
            ChannelId id,
            Decisions decisions,
            Optional<Looked> before,
            Map<ChannelLook, Asked> fresh) {
        Optional<Looked> alike = before.filter(each -> each.look().equals(look));
        Identity identity =
                alike.map(Looked::identity).orElseGet(() -> Identity.of(fresh.computeIfAbsent(look, Asked::of)));
        Set<String> refused = decisions.of(id, identity).refused();
        return alike.filter(each -> each.refused().equals(refused))
                .map(each ->
                        new Looked(look, identity, refused, new HashMap<>(each.found()), new HashSet<>(each.known())))
                .orElseGet(() -> new Looked(look, identity, refused, new HashMap<>(), new HashSet<>()));
    }

    private void search(GuideSourceId source, List<GuideLook> channels, List<Looked> open, List<Asked> asked) {
        if (open.stream().allMatch(each -> each.known().contains(source))) {
            return;
        }
        Matcher matcher = new Matcher(channels, name(source));
        for (int at = 0; at < open.size(); at++) {
            Looked each = open.get(at);
            if (each.known().add(source)) {
                matcher.find(asked.get(at), each.refused()::contains)
                        .ifPresent(match -> each.found().put(source, found(match)));
            }
        }
    }

    /** Of what is certain, the others are of no interest; there are many channels. */
    private static Found found(Match match) {
        return new Found(match.certain(), match.certain() ? List.of(match.best()) : match.candidates());
    }

    private String name(GuideSourceId source) {
        return sources.source(source).map(GuideSource::name).orElse("");
    }

    private Map<GuideSourceId, List<GuideLook>> read() {
        Map<GuideSourceId, List<GuideLook>> read = new LinkedHashMap<>();
        for (GuideChannel each : guide.channels()) {
            if (each.programmes() > 0) { // else it would only keep the next guide from being asked
                read.computeIfAbsent(each.source(), _ -> new ArrayList<>())
                        .add(new GuideLook(each.guideId(), each.names(), each.icon()));
            }
        }
        return read;
    }
}
