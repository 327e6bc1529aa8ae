package masthead.xtream;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import masthead.catalog.Catalog;
import masthead.catalog.Catalogs;
import masthead.catalog.Channel;
import masthead.catalog.Lineup;
import masthead.catalog.Part;
import masthead.format.m3u.M3uForm;
import masthead.format.m3u.M3uWriter;
import masthead.format.xtream.CategoryRow;
import masthead.guide.GuideLineup;
import masthead.guide.Listings;
import masthead.http.Exchange;
import masthead.http.Origin;

/**
 * {@code get.php} and {@code /playlist/}: the channels of a subscriber's lineup as an M3U list, written as it is sent.
 *
 * <p>A refusal is 403 and never an empty list: players would put that in the place of the one they have
 * (docs/4-protocols/xtream.md, "Playlists").
 */
final class PlaylistRoute {
    private static final String TYPE = "audio/x-mpegurl; charset=utf-8";

    private final Doorkeeper doorkeeper;
    private final Catalogs catalogs;
    private final Listings listings;
    private final Logos logos;
    private final TitleEntries titles;

    PlaylistRoute(Doorkeeper doorkeeper, Catalogs catalogs, Listings listings, Logos logos, TitleEntries titles) {
        this.titles = titles;
        this.logos = logos;
        this.listings = listings;
        this.doorkeeper = doorkeeper;
        this.catalogs = catalogs;
    }

    void answer(Exchange exchange) throws IOException {
        var member = doorkeeper.admit(exchange);
        if (member.isPresent()) {
            write(exchange, member.get());
        }
    }

    private void write(Exchange exchange, Caller.Member member) throws IOException {
        M3uForm form = Asked.word(exchange, "type").equals("m3u") ? M3uForm.PLAIN : M3uForm.PLUS;
        String extension = switch (Asked.word(exchange, "output")) {
            case "m3u8", "hls" -> ".m3u8";
            default -> ".ts";
        };
        String key = Asked.word(exchange, "key");
        boolean live = wants(key, "live");
        String username = member.subscriber().username();
        Paths paths = new Paths(exchange.origin(), username, member.password());
        exchange.with("Cache-Control", "no-store").with("Content-Disposition", attachment(username, form));
        OutputStream body = exchange.replyStream(TYPE);
        if (exchange.head()) {
            return;
        }
        try (Writer out = new BufferedWriter(new OutputStreamWriter(body, StandardCharsets.UTF_8), 16 * 1024)) {
            M3uWriter list = new M3uWriter(out, form);
            list.begin(paths.guide());
            if (live) {
                Catalog catalog = catalogs.current().seenBy(member.subscriber().lineup());
                GuideLineup guide = listings.lineup(catalog);
                Rows rows = new Rows(catalog, guide, logos, exchange.origin());
                for (Channel each : catalog.channels()) {
                    list.entry(
                            each.name(),
                            attributes(each, guide.id(each.id()), rows.category(each.category()), exchange.origin()),
                            paths.live(each.id(), extension));
                }
            }
            Lineup lineup = catalogs.current().lineup(member.subscriber().lineup());
            if (wants(key, "movie")) {
                titles.addTo(out, TitlePages.Choice.of(Part.MOVIES, lineup), form, exchange.origin(), paths);
            }
            if (wants(key, "series")) {
                titles.addTo(out, TitlePages.Choice.of(Part.SERIES, lineup), form, exchange.origin(), paths);
            }
        }
    }

    private static boolean wants(String key, String part) {
        return key.isEmpty() || Arrays.asList(key.split(",")).contains(part);
    }

    private Map<String, String> attributes(Channel channel, String guideId, CategoryRow category, Origin origin) {
        Map<String, String> attributes = new LinkedHashMap<>();
        int archive = Archive.days(channel);
        if (archive > 0) {
            attributes.put("timeshift", Integer.toString(archive));
        }
        attributes.put("tvg-id", guideId);
        attributes.put("tvg-name", channel.name());
        attributes.put("tvg-logo", logos.address(channel, origin));
        if (channel.number() > 0) {
            attributes.put("tvg-chno", Integer.toString(channel.number()));
        }
        attributes.put("group-title", category.name());
        if (archive > 0) {
            attributes.put("catchup", "shift");
            attributes.put("catchup-days", Integer.toString(archive));
        }
        return attributes;
    }

    /** The panel's file names. */
    private static String attachment(String username, M3uForm form) {
        String safe = username.replaceAll("[^A-Za-z0-9._@-]", "_");
        return "attachment; filename=\"playlist_" + safe + (form == M3uForm.PLUS ? "_plus" : "") + ".m3u\"";
    }
}
