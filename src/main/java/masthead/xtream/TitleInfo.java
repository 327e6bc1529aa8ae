package masthead.xtream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import masthead.catalog.ChannelId;
import masthead.catalog.Episode;
import masthead.catalog.Lineup;
import masthead.catalog.Part;
import masthead.catalog.Title;
import masthead.catalog.Titles;
import masthead.format.xtream.EpisodeRow;
import masthead.format.xtream.FactTexts;
import masthead.format.xtream.SeasonRow;
import masthead.format.xtream.TitleFacts;
import masthead.format.xtream.TitleRow;
import masthead.http.Exchange;
import masthead.http.Origin;
import masthead.vod.Details;
import masthead.vod.Extensions;
import masthead.vod.MediaTexts;

/** One movie or one series: what its list says, and what its provider told of it. Blocks; on a virtual thread. */
final class TitleInfo {
    private final Titles titles;
    private final Details details;
    private final Logos logos;

    TitleInfo(Titles titles, Details details, Logos logos) {
        this.titles = titles;
        this.details = details;
        this.logos = logos;
    }

    /** Replies with {@code get_vod_info}, unless there is no such movie in {@code lineup}. */
    boolean replyMovie(Exchange exchange, ChannelId id, Lineup lineup) {
        Optional<Title> found = titles.find(Part.MOVIES, id)
                .filter(each -> lineup.holds(Part.MOVIES, each.category().id()));
        found.ifPresent(title -> {
            Details.Told told = details.of(Part.MOVIES, title);
            Title whole = with(title, told);
            Answers.json(
                    exchange, json -> json.movieInfo(row(whole, exchange.origin()), MediaTexts.read(whole.facts())));
        });
        return found.isPresent();
    }

    /** Replies with {@code get_series_info}, unless there is no such series in {@code lineup}. */
    boolean replySeries(Exchange exchange, ChannelId id, Lineup lineup) {
        Optional<Title> found = titles.find(Part.SERIES, id)
                .filter(each -> lineup.holds(Part.SERIES, each.category().id()));
        found.ifPresent(title -> {
            Details.Told told = details.of(Part.SERIES, title);
            TitleRow row = row(with(title, told), exchange.origin());
            List<EpisodeRow> episodes = titles.episodes(id).stream()
                    .map(each -> episode(each, exchange.origin()))
                    .toList();
            Answers.json(exchange, json -> json.seriesInfo(row, seasons(told.seasons(), exchange.origin()), episodes));
        });
        return found.isPresent();
    }

    private TitleRow row(Title title, Origin origin) {
        return new TitleRows(logos, origin).next(title);
    }

    /** What the provider told wins over its list; the poster is the list's, which the operator can change, if there is one. */
    private static Title with(Title title, Details.Told told) {
        String poster = title.logo().isEmpty() ? told.facts().getOrDefault("cover", "") : title.logo();
        Map<String, String> facts = FactTexts.joined(told.facts(), title.facts());
        return new Title(title.id(), title.name(), title.category(), poster, title.addedAt(), title.feed(), facts);
    }

    private EpisodeRow episode(Episode episode, Origin origin) {
        String picture = episode.logo().isEmpty() ? episode.fact("cover") : episode.logo();
        TitleFacts facts =
                FactTexts.read(episode.name(), logos.picture(picture, episode.id(), origin), episode.facts());
        String added = episode.fact("added");
        return new EpisodeRow(
                episode.id().value(),
                episode.season(),
                episode.number(),
                episode.name(),
                added.matches("[1-9]\\d{0,10}") ? Instant.ofEpochSecond(Long.parseLong(added)) : episode.addedAt(),
                Extensions.of(episode.facts(), episode.url()),
                facts,
                MediaTexts.read(episode.facts()));
    }

    private List<SeasonRow> seasons(Map<String, String> texts, Origin origin) {
        TreeSet<Integer> numbers = new TreeSet<>();
        for (String each : texts.keySet()) {
            String number = each.substring(0, Math.max(0, each.indexOf('.')));
            if (number.matches("\\d{1,6}")) {
                numbers.add(Integer.valueOf(number));
            }
        }
        List<SeasonRow> rows = new ArrayList<>();
        for (int each : numbers) {
            rows.add(new SeasonRow(
                    each,
                    texts.getOrDefault(each + ".name", ""),
                    texts.getOrDefault(each + ".overview", ""),
                    texts.getOrDefault(each + ".aired", ""),
                    logos.picture(texts.getOrDefault(each + ".cover", ""), new ChannelId(1), origin)));
        }
        return rows;
    }
}
