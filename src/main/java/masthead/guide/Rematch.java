package masthead.guide;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import masthead.catalog.Catalog;
import masthead.catalog.Catalogs;
import masthead.catalog.Channel;
import masthead.catalog.ChannelId;
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
     */
    record Looked(ChannelLook look, Identity identity, Set<String> refused, Map<GuideSourceId, Found> found) {}

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

    /** Matches what is new or has changed; tells how many channels that were. */
    synchronized int run(Decisions decisions) {
        long version = guide.version();
        boolean sameGuides = version == guideVersion;
        Map<GuideSourceId, List<GuideLook>> read = sameGuides ? guides : read();
        Set<GuideSourceId> changed = new HashSet<>();
        read.forEach((source, channels) -> {
            if (!channels.equals(guides.get(source))) {
                changed.add(source);
            }
        });
        Map<ChannelId, Looked> before = looked;
        Map<ChannelId, Looked> next = HashMap.newHashMap(before.size());
        List<Looked> open = new ArrayList<>();
        List<ChannelId> openIds = new ArrayList<>();
        Catalog catalog = catalogs.current();
        for (Channel channel : catalog.channels()) {
            ChannelLook look = Matching.look(catalog, channel);
            Looked old = before.get(channel.id());
            boolean same = old != null && old.look().equals(look);
            Identity identity = same ? old.identity() : Identity.of(look);
            Set<String> refused = decisions.of(channel.id(), identity).refused();
            boolean keep = same && old.refused().equals(refused);
            Map<GuideSourceId, Found> kept = new HashMap<>(keep ? old.found() : Map.of());
            kept.keySet().removeIf(each -> changed.contains(each) || !read.containsKey(each));
            Looked made = new Looked(look, identity, refused, kept);
            next.put(channel.id(), made);
            if (!keep || !changed.isEmpty()) {
                open.add(made);
                openIds.add(channel.id());
            }
        }
        search(read, changed, open, before, openIds);
        guides = read;
        guideVersion = version;
        looked = next;
        return open.size();
    }

    private void search(
            Map<GuideSourceId, List<GuideLook>> read,
            Set<GuideSourceId> changed,
            List<Looked> open,
            Map<ChannelId, Looked> before,
            List<ChannelId> ids) {
        if (open.isEmpty()) {
            return;
        }
        read.forEach((source, channels) -> {
            Matcher matcher = new Matcher(channels, name(source));
            for (int at = 0; at < open.size(); at++) {
                Looked each = open.get(at);
                Looked old = before.get(ids.get(at));
                boolean known = !changed.contains(source)
                        && old != null
                        && old.look().equals(each.look())
                        && old.refused().equals(each.refused());
                if (!known) {
                    matcher.find(each.look(), each.refused()::contains)
                            .ifPresent(match -> each.found().put(source, found(match)));
                }
            }
        });
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
