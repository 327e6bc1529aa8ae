package masthead.app.movein;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import masthead.app.movein.Belongings.Content;
import masthead.app.movein.Belongings.GuideLink;
import masthead.app.movein.Belongings.GuideSource;
import masthead.app.movein.Belongings.Login;
import masthead.app.movein.Belongings.Manners;
import masthead.app.movein.Belongings.Original;
import masthead.app.movein.Belongings.Placed;
import masthead.app.movein.Belongings.Seen;
import masthead.app.movein.Belongings.Source;
import masthead.catalog.ProviderKind;
import masthead.config.Secret;

/**
 * A backup of Dispatcharr: its database as {@code manage.py dumpdata} writes it, alone or as {@code database.json} in the packed
 * tar that its backups are.
 *
 * <p>The records are those of Dispatcharr/Dispatcharr: apps/m3u/models.py ({@code M3UAccount}), apps/channels/models.py
 * ({@code Channel}, {@code Stream}, {@code ChannelStream}, {@code ChannelGroup}, {@code Logo}), apps/epg/models.py
 * ({@code EPGSource}, {@code EPGData}); apps/backups/services.py makes the archive. Programmes are skipped as they are read.
 */
final class DispatcharrReader {
    private static final Set<String> WANTED = Set.of(
            "m3u.m3uaccount",
            "m3u.m3ufilter",
            "core.useragent",
            "dispatcharr_channels.channel",
            "dispatcharr_channels.stream",
            "dispatcharr_channels.channelstream",
            "dispatcharr_channels.channelgroup",
            "dispatcharr_channels.channelprofile",
            "dispatcharr_channels.logo",
            "dispatcharr_channels.recording",
            "epg.epgsource",
            "epg.epgdata",
            "accounts.user");

    /** By kind and key, in the order they came. */
    private final Map<String, Map<String, Tree>> records = new HashMap<>();

    private DispatcharrReader() {}

    /**
     * What is in {@code bundle}; empty if it is no backup of this program.
     *
     * @throws NotMovable if it is one that cannot be read
     */
    static Optional<Belongings> read(Bundle bundle) {
        Optional<Bundle.Entry> database = bundle.entry("database.json")
                .or(() -> bundle.entries().size() == 1
                                && bundle.entries().getFirst().name().endsWith(".json")
                        ? Optional.of(bundle.entries().getFirst())
                        : Optional.empty());
        if (database.isEmpty()) {
            if (bundle.entry("database.dump").isPresent()) {
                throw new NotMovable(
                        "This backup of Dispatcharr holds its database in PostgreSQL's own form, which only"
                                + " PostgreSQL reads. Have Dispatcharr write it as JSON: python manage.py dumpdata >"
                                + " dispatcharr.json");
            }
            return Optional.empty();
        }
        DispatcharrReader reader = new DispatcharrReader();
        try (InputStream in = database.get().open()) {
            Tree.elements(in, reader::keep);
        } catch (IOException e) {
            throw new NotMovable(database.get().name() + " cannot be read: " + e.getMessage());
        }
        return reader.records.isEmpty() ? Optional.empty() : Optional.of(reader.belongings());
    }

    private void keep(Tree record) {
        // The app of channels was called "channels" before.
        String model = record.text("model").replaceFirst("^channels\\.", "dispatcharr_channels.");
        if (WANTED.contains(model)) {
            Map<String, Tree> kept = records.computeIfAbsent(model, each -> new LinkedHashMap<>());
            String key = record.text("pk").isEmpty() ? "#" + kept.size() : record.text("pk");
            kept.put(key, record.at("fields"));
        }
    }

    private Map<String, Tree> all(String model) {
        return records.getOrDefault(model, Map.of());
    }

    private Tree one(String model, String key) {
        Tree found = all(model).get(key);
        return found == null ? Tree.json(new byte[] {'{', '}'}) : found;
    }

    private Belongings belongings() {
        List<String> left = new ArrayList<>();
        List<Source> sources = new ArrayList<>();
        all("m3u.m3uaccount").forEach((key, account) -> {
            if (account.text("account_type").equals("MAC")) {
                left.add("account \"" + account.text("name") + "\": a portal by MAC address");
            } else if (!account.text("name").equals("custom")) {
                sources.add(source(key, account));
            }
        });
        List<GuideSource> guides = new ArrayList<>();
        all("epg.epgsource").forEach((key, guide) -> {
            if (guide.text("source_type").equals("xmltv") && !guide.text("url").isEmpty()) {
                guides.add(new GuideSource(key, guide.text("name"), guide.text("url"), Content.NONE));
            } else {
                left.add("guide \"" + guide.text("name") + "\": of the kind " + guide.text("source_type"));
            }
        });
        List<Placed> channels = channels();
        left.addAll(left(channels));
        return new Belongings("Dispatcharr", sources, guides, channels, left);
    }

    private Source source(String key, Tree account) {
        String agent = one("core.useragent", account.text("user_agent")).text("user_agent");
        int hours = account.number("refresh_interval");
        Manners manners = new Manners(
                account.number("max_streams"),
                agent,
                Map.of(),
                hours > 0 ? Optional.of(Duration.ofHours(Math.min(hours, 720))) : Optional.empty(),
                List.of());
        boolean panel = account.text("account_type").equals("XC");
        List<Login> logins = panel
                        && !account.text("username").isEmpty()
                        && !account.text("password").isEmpty()
                ? List.of(new Login(
                        account.text("username"), new Secret(account.text("password")), account.number("max_streams")))
                : List.of();
        return new Source(
                key,
                account.text("name"),
                logins.isEmpty() ? ProviderKind.M3U : ProviderKind.XTREAM,
                account.text("server_url"),
                logins,
                manners,
                Content.NONE);
    }

    /** Each with its streams in their order: the first is the channel's own, the others are its spares. */
    private List<Placed> channels() {
        Map<String, List<Tree>> streams = new HashMap<>();
        all("dispatcharr_channels.channelstream").values().stream()
                .sorted(Comparator.comparingInt(each -> each.number("order")))
                .forEach(each -> streams.computeIfAbsent(each.text("channel"), unseen -> new ArrayList<>())
                        .add(one("dispatcharr_channels.stream", each.text("stream"))));
        List<Placed> placed = new ArrayList<>();
        all("dispatcharr_channels.channel").forEach((key, channel) -> {
            List<Original> originals = streams.getOrDefault(key, List.of()).stream()
                    .map(this::original)
                    .toList();
            if (!originals.isEmpty()) {
                placed.add(placed(channel, originals));
            }
        });
        return placed;
    }

    private Original original(Tree stream) {
        return new Original(
                stream.text("m3u_account"),
                stream.text("name"),
                one("dispatcharr_channels.channelgroup", stream.text("channel_group"))
                        .text("name"),
                stream.text("url"));
    }

    private Placed placed(Tree channel, List<Original> originals) {
        Tree guide = one("epg.epgdata", channel.text("epg_data"));
        String id = guide.text("tvg_id").isEmpty() ? channel.text("tvg_id") : guide.text("tvg_id");
        Seen seen = new Seen(
                channel.text("name"),
                one("dispatcharr_channels.channelgroup", channel.text("channel_group"))
                        .text("name"),
                channel.number("channel_number"),
                one("dispatcharr_channels.logo", channel.text("logo")).text("url"),
                false);
        return new Placed(
                originals.getFirst(),
                seen,
                id.isEmpty() ? Optional.empty() : Optional.of(new GuideLink(guide.text("epg_source"), id)),
                originals.subList(1, originals.size()));
    }

    private List<String> left(List<Placed> channels) {
        List<String> left = new ArrayList<>();
        counted(left, "accounts.user", "users: their passwords are kept as hashes; add subscribers");
        counted(left, "m3u.m3ufilter", "filters of accounts: rules can do the same here");
        counted(left, "dispatcharr_channels.channelprofile", "channel profiles: lineups can do the same here");
        counted(left, "dispatcharr_channels.recording", "recordings: nothing is recorded here");
        int streamless = all("dispatcharr_channels.channel").size() - channels.size();
        if (streamless > 0) {
            left.add(streamless + " channels without a stream");
        }
        Set<String> used = new HashSet<>();
        all("dispatcharr_channels.channelstream").values().forEach(each -> used.add(each.text("stream")));
        int unused = all("dispatcharr_channels.stream").size() - used.size();
        if (unused > 0) {
            left.add(unused + " streams of no channel: they are channels here, in the groups of their lists");
        }
        return left;
    }

    private void counted(List<String> left, String model, String what) {
        int count = all(model).size();
        if (count > 0) {
            left.add(count + " " + what);
        }
    }
}
