package masthead.xtream;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import masthead.catalog.Catalog;
import masthead.catalog.Catalogs;
import masthead.catalog.Channel;
import masthead.catalog.ChannelId;
import masthead.catalog.LineupId;
import masthead.format.xtream.ListingRow;
import masthead.guide.GuideLineup;
import masthead.guide.GuideRow;
import masthead.guide.Listings;
import masthead.guide.Programme;
import masthead.http.Exchange;

/** What is on: {@code get_short_epg}, {@code get_simple_data_table}, {@code get_epg}. An unknown channel has no programmes. */
final class ListingActions {
    private static final int SHORT = 4;
    private static final int LONGEST_SHORT = 100;
    private static final int LONGEST_TABLE = 5_000;

    /** Channels that may be asked for at once. */
    private static final int MOST_CHANNELS = 50;

    private final Catalogs catalogs;
    private final Listings listings;
    private final Clock clock;
    private final ZoneId zone;

    ListingActions(Catalogs catalogs, Listings listings, Clock clock, ZoneId zone) {
        this.zone = zone;
        this.catalogs = catalogs;
        this.listings = listings;
        this.clock = clock;
    }

    /** The guide's rows of {@code catalog}. */
    GuideLineup lineup(Catalog catalog) {
        return listings.lineup(catalog);
    }

    /** The programme on air and the next ones; of several channels if {@code stream_id} lists them. */
    void shortList(Exchange exchange, Optional<LineupId> lineup) {
        String asked = Asked.word(exchange, "stream_id");
        int limit = Math.min(Asked.number(Asked.word(exchange, "limit")).orElse(SHORT), LONGEST_SHORT);
        Instant now = clock.instant();
        Catalog catalog = catalogs.current().seenBy(lineup);
        if (!asked.contains(",") && exchange.parameter("multi").isEmpty()) {
            Answers.json(exchange, json -> json.listings(rows(catalog, asked, now, limit), zone));
            return;
        }
        Map<Integer, List<ListingRow>> byStream = new LinkedHashMap<>();
        for (String each : asked.split(",", MOST_CHANNELS + 1)) {
            OptionalInt id = Asked.number(each);
            if (id.isPresent() && byStream.size() < MOST_CHANNELS) {
                byStream.put(id.getAsInt(), rows(catalog, each, now, limit));
            }
        }
        Answers.json(exchange, json -> json.listingsByStream(byStream, zone));
    }

    /** All programmes there are, over and to come. */
    void table(Exchange exchange, Optional<LineupId> lineup) {
        String asked = Asked.word(exchange, "stream_id");
        Catalog catalog = catalogs.current().seenBy(lineup);
        Answers.json(exchange, json -> json.listings(rows(catalog, asked, Instant.EPOCH, LONGEST_TABLE), zone));
    }

    /** As {@link #table}, in the form of {@code panel_api}. */
    void panelTable(Exchange exchange, Optional<LineupId> lineup) {
        String asked = Asked.word(exchange, "stream_id");
        Instant from = exchange.parameter("from_now").isPresent() ? clock.instant() : Instant.EPOCH;
        Catalog catalog = catalogs.current().seenBy(lineup);
        Answers.json(exchange, json -> json.panelListings(rows(catalog, asked, from, LONGEST_TABLE)));
    }

    private List<ListingRow> rows(Catalog catalog, String streamId, Instant from, int limit) {
        OptionalInt id = Asked.number(streamId);
        if (id.isEmpty()) {
            return List.of();
        }
        return catalog.channel(new ChannelId(id.getAsInt()))
                .flatMap(found -> listings.lineup(catalog).row(found.id()).map(row -> rows(found, row, from, limit)))
                .orElse(List.of());
    }

    private List<ListingRow> rows(Channel channel, GuideRow row, Instant from, int limit) {
        Instant now = clock.instant();
        List<Programme> programmes = from.equals(Instant.EPOCH)
                ? listings.between(row, from, Instant.MAX, limit)
                : listings.next(row, limit);
        List<ListingRow> rows = new ArrayList<>();
        for (Programme each : programmes) {
            boolean onAir = !each.start().isAfter(now) && each.stop().isAfter(now);
            rows.add(new ListingRow(
                    each.id(),
                    row.id(),
                    each.start(),
                    each.stop(),
                    each.title(),
                    each.description(),
                    onAir,
                    Archive.holds(channel, each, now)));
        }
        return rows;
    }
}
