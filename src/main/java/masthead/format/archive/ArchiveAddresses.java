package masthead.format.archive;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a feed's past may be, the likeliest first: what its list says, then what its live address looks like.
 *
 * <p>How the addresses are formed: Xtream panels, docs/4-protocols/catch-up.md; the others, pvr.iptvsimple:
 * src/iptvsimple/data/Channel.cpp, {@code ConfigureCatchupMode}, and for Flussonic its documentation, "DVR Playback".
 */
public final class ArchiveAddresses {
    /** {@code http://host/base/live/user/password/1001.ts}; {@code /live} is left out by old lists. */
    private static final Pattern XTREAM = Pattern.compile(
            "(https?://[^/?#]+(?:/[^?#]*?)??)/(?:live/)?([^/?#]+)/([^/?#]+)/(\\d{1,18})(?:\\.([A-Za-z0-9]{1,5}))?(\\?[^#]*)?");

    /** {@code http://host/channel/mpegts?token=..}, {@code .../index.m3u8?token=..}, {@code .../mono.m3u8}. */
    private static final Pattern FLUSSONIC =
            Pattern.compile("(https?://[^?#]+)/([^/?#]*?)(mpegts|\\.m3u8)(\\?[^#]*)?", Pattern.CASE_INSENSITIVE);

    private static final DateTimeFormatter START = DateTimeFormatter.ofPattern("uuuu-MM-dd:HH-mm", Locale.ROOT);

    private final CatchupTerms terms;
    private final String live;
    private final ZoneId zone;

    /**
     * The addresses of one feed.
     *
     * @param live the feed's absolute live address, credentials in it
     * @param zone what the provider writes local times in
     */
    public ArchiveAddresses(CatchupTerms terms, String live, ZoneId zone) {
        this.terms = terms;
        this.live = live.contains("|") ? live.substring(0, live.indexOf('|')) : live;
        this.zone = zone;
    }

    /** Where {@code stretch} may be, at {@code now}; empty where nothing tells. */
    public List<ArchiveAddress> of(Stretch stretch, Instant now) {
        Stretch asked = new Stretch(stretch.start().plus(terms.correction()), stretch.length());
        List<ArchiveAddress> all = new ArrayList<>();
        switch (terms.mode()) {
            case DEFAULT, APPEND -> source(asked, now).ifPresent(all::add);
            case SHIFT -> shift(asked, now).ifPresent(all::add);
            case FLUSSONIC, FLUSSONIC_TS -> all.addAll(flussonic(asked, true));
            case FLUSSONIC_HLS -> all.addAll(flussonic(asked, false));
            case XTREAM, UNKNOWN -> {}
        }
        List<ArchiveAddress> xtream = xtream(asked);
        all.addAll(xtream);
        boolean guessing = terms.mode() == CatchupTerms.Mode.UNKNOWN
                || (terms.mode() == CatchupTerms.Mode.DEFAULT && terms.source().isEmpty());
        if (guessing) {
            if (xtream.isEmpty()) {
                all.addAll(flussonic(asked, true));
            }
            shift(asked, now).ifPresent(all::add);
        }
        return List.copyOf(all);
    }

    private Optional<ArchiveAddress> source(Stretch asked, Instant now) {
        if (terms.source().isEmpty()) {
            return Optional.empty();
        }
        Optional<String> whole = terms.mode() == CatchupTerms.Mode.APPEND ? Optional.empty() : terms.wholeSource();
        SourceTemplate template = new SourceTemplate(whole.orElseGet(() -> appended(terms.source())));
        if (!template.marked()) {
            // A plain address: two players add what "shift" means (iptvnator: catchup.utils.ts).
            return whole.map(each ->
                    new ArchiveAddress(ArchiveForm.SOURCE, withQuery(each, epochs(asked, now)), Duration.ZERO, false));
        }
        Duration lead = lead(asked, template.grain());
        SourceTemplate.Filling filling = new SourceTemplate.Filling(
                asked.start().minus(lead), asked.length().plus(lead), now, zone);
        return template.filled(filling).map(url -> new ArchiveAddress(ArchiveForm.SOURCE, url, lead, template.ends()));
    }

    /** Lists write the source as a query, with {@code ?} or {@code &} whether the address has one or not. */
    private String appended(String source) {
        boolean query = live.contains("?");
        if (query && source.startsWith("?")) {
            return live + "&" + source.substring(1);
        }
        return !query && source.startsWith("&") ? live + "?" + source.substring(1) : live + source;
    }

    private Optional<ArchiveAddress> shift(Stretch asked, Instant now) {
        return live.regionMatches(true, 0, "http", 0, 4)
                ? Optional.of(new ArchiveAddress(
                        ArchiveForm.SHIFT, withQuery(live, epochs(asked, now)), Duration.ZERO, false))
                : Optional.empty();
    }

    private static String epochs(Stretch asked, Instant now) {
        return "utc=" + asked.start().getEpochSecond() + "&lutc=" + now.getEpochSecond();
    }

    private static String withQuery(String url, String query) {
        return url + (url.contains("?") ? "&" : "?") + query;
    }

    private List<ArchiveAddress> xtream(Stretch asked) {
        Matcher live = XTREAM.matcher(this.live);
        if (!live.matches()) {
            return List.of();
        }
        String base = live.group(1);
        String user = live.group(2);
        String password = live.group(3);
        String id = live.group(4);
        String extension = "m3u8".equalsIgnoreCase(live.group(5)) ? ".m3u8" : ".ts";
        Duration lead = lead(asked, Duration.ofMinutes(1));
        Instant start = asked.start().minus(lead);
        String text = written(start);
        long minutes = asked.length().plus(lead).plusSeconds(59).toMinutes();
        String path = base + "/timeshift/" + user + "/" + password + "/" + minutes + "/";
        boolean whole = asked.length().plus(lead).toSeconds() % 60 == 0;
        List<ArchiveAddress> all = new ArrayList<>();
        all.add(address(ArchiveForm.XTREAM_PATH, path + text + "/" + id + ".ts", lead, whole));
        if (extension.equals(".m3u8")) {
            all.add(address(ArchiveForm.XTREAM_PATH, path + text + "/" + id + extension, lead, whole));
        }
        all.add(address(
                ArchiveForm.XTREAM_QUERY,
                base + "/streaming/timeshift.php?username=" + again(user) + "&password=" + again(password) + "&stream="
                        + id + "&start=" + text + "&duration=" + minutes,
                lead,
                whole));
        all.add(address(ArchiveForm.XTREAM_EPOCH, path + start.getEpochSecond() + "/" + id + ".ts", lead, whole));
        return all;
    }

    private static ArchiveAddress address(ArchiveForm form, String url, Duration lead, boolean whole) {
        return new ArchiveAddress(form, url, lead, whole);
    }

    /**
     * The start as a panel reads it: in its zone. In the second hour of two that its clocks call the same, the text would mean
     * the first; panels take seconds since 1970 too (XC_VM: src/www/stream/timeshift.php).
     */
    private String written(Instant start) {
        ZonedDateTime there = start.atZone(zone);
        boolean first = there.withEarlierOffsetAtOverlap().getOffset().equals(there.getOffset());
        return first ? START.format(there) : Long.toString(start.getEpochSecond());
    }

    /** From a path, where {@code &} and {@code +} are letters, into a query. */
    private static String again(String segment) {
        return segment.contains("%")
                ? segment.replace("+", "%2B").replace("&", "%26")
                : URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private List<ArchiveAddress> flussonic(Stretch asked, boolean streamsFirst) {
        Matcher live = FLUSSONIC.matcher(this.live);
        if (!live.matches()) {
            return List.of();
        }
        String folder = live.group(1) + "/";
        String name = live.group(2);
        boolean playlist = live.group(3).equalsIgnoreCase(".m3u8");
        String query = live.group(4) == null ? "" : live.group(4);
        long start = asked.start().getEpochSecond();
        String span = start + "-" + asked.length().toSeconds();
        List<ArchiveAddress> streams = List.of(
                flussonic(ArchiveForm.FLUSSONIC_ARCHIVE, folder + "archive-" + span + ".ts" + query),
                flussonic(ArchiveForm.FLUSSONIC_TIMESHIFT, folder + "timeshift_abs-" + start + ".ts" + query));
        boolean index = name.isEmpty() || name.equals("index");
        List<ArchiveAddress> playlists = playlist
                ? List.of(
                        flussonic(
                                ArchiveForm.FLUSSONIC_ARCHIVE,
                                folder + (name.isEmpty() ? "index" : name) + "-" + span + ".m3u8" + query),
                        flussonic(
                                ArchiveForm.FLUSSONIC_TIMESHIFT,
                                folder + (index ? "" : name + "-") + "timeshift_abs-" + start + ".m3u8" + query))
                : List.of();
        List<ArchiveAddress> all = new ArrayList<>(streamsFirst ? streams : playlists);
        all.addAll(streamsFirst ? playlists : streams);
        return all;
    }

    private static ArchiveAddress flussonic(ArchiveForm form, String url) {
        return new ArchiveAddress(form, url, Duration.ZERO, form == ArchiveForm.FLUSSONIC_ARCHIVE);
    }

    /** How far the start is behind the last whole {@code grain}. */
    private static Duration lead(Stretch asked, Duration grain) {
        Instant whole = grain.compareTo(Duration.ofMinutes(1)) >= 0
                ? asked.start().truncatedTo(ChronoUnit.MINUTES)
                : asked.start();
        return Duration.between(whole, asked.start());
    }
}
