package masthead.app.movein;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import masthead.app.movein.Belongings.Content;
import masthead.app.movein.Belongings.GuideLink;
import masthead.app.movein.Belongings.GuideSource;
import masthead.app.movein.Belongings.Manners;
import masthead.app.movein.Belongings.Original;
import masthead.app.movein.Belongings.Placed;
import masthead.app.movein.Belongings.Seen;
import masthead.app.movein.Belongings.Source;
import masthead.catalog.ProviderKind;

/**
 * A backup of xTeVe or Threadfin: a zip with {@code settings.json}, {@code xepg.json} and the lists and guides it last fetched
 * under {@code data/}.
 *
 * <p>The fields are those of xteve-project/xTeVe: src/struct-system.go ({@code SettingsStruct}, {@code XEPGChannelStruct}) and
 * src/backup.go, and of Threadfin/Threadfin: src/struct-system.go, which has spare channels ({@code backup_channel_1_url}) and
 * hidden ones ({@code x-hide-channel}) beside.
 */
final class XteveReader {
    private static final List<String> SPARES =
            List.of("backup_channel_1_url", "backup_channel_2_url", "backup_channel_3_url");

    private XteveReader() {}

    /** What is in {@code bundle}; empty if it is no backup of these programs. */
    static Optional<Belongings> read(Bundle bundle) {
        Optional<Bundle.Entry> settings = bundle.entry("settings.json");
        Optional<Bundle.Entry> mapping = bundle.entry("xepg.json");
        if (settings.isEmpty() || mapping.isEmpty()) {
            return Optional.empty();
        }
        Tree kept = Tree.json(Bundle.bytes(settings.get()));
        Tree channels = Tree.json(Bundle.bytes(mapping.get()));
        boolean threadfin = kept.at("ThreadfinAutoUpdate").present().isPresent()
                || kept.at("epgCategories").present().isPresent();
        List<String> left = left(kept, channels);
        List<Source> sources = new ArrayList<>();
        String agent = kept.text("user.agent");
        kept.at("files").at("m3u").entries().forEach((key, list) -> sources.add(source(key, list, agent, bundle)));
        List<GuideSource> guides = kept.at("files").at("xmltv").entries().entrySet().stream()
                .map(each -> guide(each.getKey(), each.getValue(), bundle))
                .toList();
        return Optional.of(new Belongings(
                threadfin ? "Threadfin" : "xTeVe",
                sources,
                guides,
                channels.items().stream().map(XteveReader::placed).toList(),
                left));
    }

    private static Source source(String key, Tree list, String agent, Bundle bundle) {
        String address = web(list.text("file.source"));
        Content copy = new Content(bundle.entry("data/" + key + ".m3u").or(() -> bundle.entry(key + ".m3u")));
        // Its own refresh times are of the whole program, not of one list.
        Manners manners =
                new Manners(list.number("tuner"), agent, Map.of(), Optional.of(Duration.ofHours(24)), List.of());
        return new Source(key, named(list, key), ProviderKind.M3U, address, List.of(), manners, copy);
    }

    private static GuideSource guide(String key, Tree guide, Bundle bundle) {
        Content copy = new Content(bundle.entry("data/" + key + ".xml").or(() -> bundle.entry(key + ".xml")));
        return new GuideSource(key, named(guide, key), web(guide.text("file.source")), copy);
    }

    private static String named(Tree source, String key) {
        return source.text("name").isEmpty() ? key : source.text("name");
    }

    private static String web(String address) {
        return address.matches("(?i)https?://.+") ? address : "";
    }

    private static Placed placed(Tree channel) {
        String source = channel.text("_file.m3u.id");
        Original original =
                new Original(source, channel.text("name"), channel.text("group-title"), channel.text("url"));
        Seen seen = new Seen(
                channel.text("x-name"),
                channel.text("x-group-title"),
                channel.number("x-channelID"),
                channel.text("tvg-logo"),
                !channel.truth("x-active", true) || channel.truth("x-hide-channel", false));
        // The file is called by its key, with an extension; a dash stands for none.
        String file = channel.text("x-xmltv-file").replaceFirst("\\.(xml|gz)$", "");
        String id = channel.text("x-mapping");
        boolean linked =
                !id.isEmpty() && !id.equals("-") && !file.isEmpty() && !file.equals("-") && !file.endsWith("Dummy");
        List<Original> spares = SPARES.stream()
                .map(channel::text)
                .filter(each -> !each.isEmpty() && !each.equals("-"))
                .map(url -> new Original("", "", "", url))
                .toList();
        return new Placed(original, seen, linked ? Optional.of(new GuideLink(file, id)) : Optional.empty(), spares);
    }

    private static List<String> left(Tree settings, Tree channels) {
        List<String> left = new ArrayList<>();
        int filters = settings.at("filter").items().size();
        if (filters > 0) {
            left.add(filters + " filters: what they let through is told by the channels; rules can do the same here");
        }
        int tuners = settings.at("files").at("hdhr").entries().size();
        if (tuners > 0) {
            left.add(tuners + " HDHomeRun tuners: no such source is known here");
        }
        long dummies = channels.items().stream()
                .filter(each -> each.text("x-xmltv-file").endsWith("Dummy"))
                .count();
        if (dummies > 0) {
            left.add(dummies + " channels with a dummy guide: a channel without a guide gets a row here anyway");
        }
        Stream.of("authentication.web", "authentication.m3u", "authentication.pms")
                .filter(each -> settings.truth(each, false))
                .findFirst()
                .ifPresent(any -> left.add("users and passwords: their passwords are kept as hashes; add subscribers"));
        if (!settings.text("buffer").isEmpty() && !settings.text("buffer").equals("-")) {
            left.add("buffer (" + settings.text("buffer") + "): streams need no other program here");
        }
        return left;
    }
}
