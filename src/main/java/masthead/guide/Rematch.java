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
import masthead.guide.Findings.Found;
import masthead.guide.Findings.Looked;
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

    private volatile Findings findings = new Findings(0);
    /** The guides' channels as they were last, to see whether a new version of the guide changes anything. */
    private Map<GuideSourceId, List<GuideLook>> guides = Map.of();

    private long guideVersion = -1;

    Rematch(Catalogs catalogs, Guide guide, GuideSources sources) {
        this.catalogs = catalogs;
        this.guide = guide;
        this.sources = sources;
    }

    /** What the last run found. */
    Findings findings() {
        return findings;
    }

    /** Matches what is new or has changed; tells how many channels that were. */
    synchronized int run(Decisions decisions) {
        long version = guide.version();
        Map<GuideSourceId, List<GuideLook>> read = version == guideVersion ? guides : read();
        Set<GuideSourceId> same = new HashSet<>(read.keySet());
        same.removeIf(each -> !Objects.equals(read.get(each), guides.get(each)));
        Catalog catalog = catalogs.current();
        int[] places = catalog.places();
        Findings next = new Findings(places.length);
        List<Open> open = new ArrayList<>();
        for (int place : places) {
            Channel channel = catalog.channels().get(place);
            ChannelLook look = MatchRows.look(catalog, channel);
            Looked made = before(channel.id(), look, decisions, next).in(same);
            next.put(next.size() - 1, made);
            if (!made.known().containsAll(read.keySet())) {
                open.add(new Open(next.size() - 1, place));
            }
        }
        read.forEach((source, channels) -> search(source, channels, open, new Search(catalog, next)));
        guides = read;
        guideVersion = version;
        findings = next;
        return open.size();
    }

    /** A channel that has to be looked for, by its place among the findings and in the catalog. */
    private record Open(int at, int place) {}

    private record Search(Catalog catalog, Findings findings) {}

    /** What was found before where it looks as before, and as much is refused; added to the next findings. */
    private Looked before(ChannelId id, ChannelLook look, Decisions decisions, Findings next) {
        long print = Findings.print(look);
        Optional<Findings.Alike> alike = findings.alike(id, print);
        long name = alike.map(Findings.Alike::name)
                .orElseGet(() -> Findings.print(Identity.of(Asked.of(look)).name()));
        Set<String> refused =
                decisions.of(id, name, () -> Identity.of(Asked.of(look))).refused();
        Looked looked = alike.map(Findings.Alike::looked)
                .filter(each -> each.refused().equals(refused))
                .orElseGet(() -> Looked.nowhere(refused));
        next.add(id, print, name, looked);
        return looked;
    }

    /** Channels are taken apart once for each guide: there may be too many to keep them like that. */
    private void search(GuideSourceId source, List<GuideLook> channels, List<Open> open, Search search) {
        Findings findings = search.findings();
        if (open.stream().allMatch(each -> findings.looked(each.at()).known().contains(source))) {
            return;
        }
        Matcher matcher = new Matcher(channels, name(source));
        Map<Candidate, Candidate> common = new HashMap<>();
        for (Open each : open) {
            Looked looked = findings.looked(each.at());
            if (!looked.known().contains(source)) {
                Catalog catalog = search.catalog();
                Asked asked =
                        Asked.of(MatchRows.look(catalog, catalog.channels().get(each.place())));
                Optional<Found> found =
                        matcher.find(asked, looked.refused()::contains).map(match -> found(match, common));
                findings.put(each.at(), looked.and(source, found));
            }
        }
    }

    /** Of what is certain, the others are of no interest; there are many channels, and many of them are one. */
    private static Found found(Match match, Map<Candidate, Candidate> common) {
        List<Candidate> told = match.certain() ? List.of(match.best()) : match.candidates();
        return new Found(
                match.certain(),
                told.stream()
                        .map(each -> common.computeIfAbsent(each, one -> one))
                        .toList());
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
