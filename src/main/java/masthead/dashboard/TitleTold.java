package masthead.dashboard;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import masthead.catalog.Episode;
import masthead.catalog.Part;
import masthead.catalog.TitleListing;
import masthead.catalog.Titles;
import masthead.dashboard.view.SystemView;
import masthead.dashboard.view.TitleView;
import masthead.format.xtream.FactTexts;
import masthead.format.xtream.MediaFacts;
import masthead.format.xtream.TitleFacts;
import masthead.vod.Details;
import masthead.vod.Extensions;
import masthead.vod.MediaTexts;

/** One movie or series in words, for one visit: what was told of it, its episodes, and how it is played. */
final class TitleTold {
    /** What browsers know how to open; whether they can decode it is another question. */
    private static final Set<String> HERE = Set.of("mp4", "m4v", "webm", "mov");

    /** Of one season: some panels put a daily show of years into one. */
    private static final int MOST_EPISODES = 400;

    private final Visit visit;
    private final TitleListing listing;
    private final List<Episode> episodes;

    TitleTold(Visit visit, TitleListing listing, Titles titles) {
        this.visit = visit;
        this.listing = listing;
        this.episodes =
                listing.part() == Part.SERIES ? titles.episodes(listing.title().id()) : List.of();
    }

    /** The list's, which the operator can change; else what its provider told. */
    String poster(Details.Told told) {
        return listing.title().logo().isEmpty()
                ? told.facts().getOrDefault("cover", "")
                : listing.title().logo();
    }

    TitleView.Told view(Details.Glance glance, String when) {
        Details.Told told = glance.told();
        Map<String, String> texts =
                FactTexts.joined(told.facts(), listing.title().facts());
        TitleFacts facts = FactTexts.read(listing.title().name(), "", texts);
        int shown = season();
        List<Episode> all =
                episodes.stream().filter(each -> each.season() == shown).toList();
        return new TitleView.Told(
                listing.title().id().value(),
                facts.plot(),
                facts(facts, MediaTexts.read(texts), listing.title().category().name()),
                when,
                glance.askable(),
                seasons(told.seasons(), shown),
                all.stream().limit(MOST_EPISODES).map(TitleTold::episode).toList(),
                all.size() > MOST_EPISODES ? Words.count(all.size() - MOST_EPISODES) + " more are not shown." : "");
    }

    private static List<SystemView.Fact> facts(TitleFacts facts, MediaFacts media, String group) {
        List<SystemView.Fact> all = new ArrayList<>();
        add(all, "Group", group);
        add(all, "Original title", facts.originalName());
        add(all, "Year", facts.year());
        add(all, "Released", facts.released());
        add(all, "Genre", facts.genre());
        add(all, "Country", facts.country());
        add(all, "Duration", length(facts.durationSeconds()));
        add(all, "Rating", facts.rating().isEmpty() ? "" : facts.rating() + " of 10");
        add(all, "Age", facts.age());
        add(all, "Director", facts.director());
        add(all, "Cast", facts.cast());
        add(all, "TMDB", facts.tmdb());
        String size = media.width() > 0 ? media.width() + " × " + media.height() : "";
        add(all, "Picture", (size + " " + media.videoCodec()).strip());
        add(all, "Sound", media.audioCodec());
        return all;
    }

    private static void add(List<SystemView.Fact> facts, String name, String value) {
        if (!value.isBlank()) {
            facts.add(new SystemView.Fact(name, value));
        }
    }

    private static String length(long seconds) {
        return seconds > 0 ? Words.span(Duration.ofSeconds(seconds)) : "";
    }

    /** The season that was asked for, else the first that is no season of specials. */
    private int season() {
        String asked = visit.text("season");
        if (asked.matches("\\d{1,6}")) {
            return Integer.parseInt(asked);
        }
        return episodes.stream()
                .mapToInt(Episode::season)
                .filter(each -> each > 0)
                .findFirst()
                .orElse(0);
    }

    private List<TitleView.Season> seasons(Map<String, String> texts, int shown) {
        Map<Integer, Integer> counts = new TreeMap<>();
        episodes.forEach(each -> counts.merge(each.season(), 1, Integer::sum));
        List<TitleView.Season> seasons = new ArrayList<>();
        counts.forEach((number, count) -> seasons.add(new TitleView.Season(
                number,
                number == 0 ? "Specials" : "Season " + number,
                texts.getOrDefault(number + ".overview", ""),
                count,
                number == shown)));
        return seasons;
    }

    private static TitleView.Episode episode(Episode episode) {
        TitleFacts facts = FactTexts.read(episode.name(), "", episode.facts());
        return new TitleView.Episode(
                episode.id().value(),
                episode.number() == 0 ? "" : String.valueOf(episode.number()),
                episode.name(),
                length(facts.durationSeconds()),
                Extensions.of(episode.facts(), episode.url()));
    }

    /** The movie, or the episode that was chosen; nothing where players could not have it either. */
    Optional<TitleView.Play> play() {
        if (listing.hidden()
                || (listing.part() == Part.MOVIES && listing.providers().isEmpty())) {
            return Optional.empty();
        }
        if (listing.part() == Part.MOVIES) {
            String url = listing.title().feed().map(each -> each.url()).orElse("");
            return Optional.of(play(
                    listing.title().id().value(),
                    listing.title().name(),
                    Extensions.of(listing.title().facts(), url),
                    "movie"));
        }
        int asked = visit.chosen("episode");
        return episodes.stream()
                .filter(each -> each.id().value() == asked)
                .findFirst()
                .map(each -> play(asked, each.name(), Extensions.of(each.facts(), each.url()), "series"));
    }

    private TitleView.Play play(int id, String name, String extension, String folder) {
        return new TitleView.Play(
                id,
                name,
                HERE.contains(extension),
                extension.toUpperCase(Locale.ROOT),
                visit.exchange().origin() + "/" + folder + "/NAME/PASSWORD/" + id + "." + extension);
    }
}
