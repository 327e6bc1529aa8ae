package masthead.relay;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import masthead.studio.FakePlayer;
import masthead.studio.engine.Asked;
import masthead.studio.engine.Content;
import masthead.studio.engine.FakeEngine;
import masthead.studio.engine.Policies;
import masthead.tuner.acestream.SessionSeen;

/** A {@link RelayHouse} with AceStream engines, and settings for tests in a hurry: no lingering, no settling. */
final class AceHouse implements AutoCloseable {
    final List<FakeEngine> engines;
    final RelayHouse relays;
    private final List<FakePlayer> players = new ArrayList<>();

    private AceHouse(List<FakeEngine> engines, RelayHouse relays) {
        this.engines = engines;
        this.relays = relays;
    }

    /**
     * A house with so many engines, which all know {@code contents}.
     *
     * @param own settings that differ
     */
    static AceHouse open(Path folder, Policies policies, int engines, Map<String, String> own, Content... contents) {
        List<FakeEngine> all = IntStream.range(0, engines)
                .mapToObj(each ->
                        new FakeEngine(FakeEngine.Setup.USUAL.with(policies).seeded(each + 1)).add(contents))
                .toList();
        return new AceHouse(all, new RelayHouse(folder, settings(all, own)));
    }

    /** The settings of such a house. */
    static Map<String, String> settings(List<FakeEngine> engines, Map<String, String> own) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "acestream.engines", engines.stream().map(FakeEngine::address).collect(Collectors.joining(",")),
                "acestream.linger", "0s",
                "acestream.settle", "0s",
                "acestream.stat-interval", "1s",
                "acestream.health-interval", "1s",
                "acestream.stop-timeout", "1s",
                "relay.linger", "0s"));
        settings.putAll(own);
        return settings;
    }

    FakeEngine engine() {
        return engines.getFirst();
    }

    /** Adds a channel that plays {@code address}. */
    AceHouse channel(String name, String address) {
        relays.provider(1, Map.of(name, address));
        return this;
    }

    /** Adds a channel for each content, of the content's name, by its content id. */
    AceHouse channels(Content... contents) {
        relays.provider(
                1,
                List.of(contents).stream()
                        .collect(Collectors.toMap(Content::name, each -> "acestream://" + each.contentId())));
        return this;
    }

    /** Somebody watches {@code channel}, which shows {@code content}. */
    FakePlayer watch(String channel, Content content) {
        return kept(FakePlayer.tune(relays.url(channel), content.name()));
    }

    FakePlayer watch(Content content) {
        return watch(content.name(), content);
    }

    FakePlayer watch(Content content, FakePlayer.Manner manner) {
        return kept(FakePlayer.tune(relays.url(content.name()), content.name(), manner));
    }

    private FakePlayer kept(FakePlayer player) {
        synchronized (players) {
            players.add(player);
        }
        return player;
    }

    /** Sessions the house has, or is about to have. */
    List<SessionSeen> sessions() {
        return relays.engines.sessions();
    }

    /** Starts of all engines. */
    int starts() {
        return engines.stream().mapToInt(FakeEngine::starts).sum();
    }

    /** Stops of all engines. */
    int stops() {
        return engines.stream().mapToInt(FakeEngine::stops).sum();
    }

    /** The times between the starts an engine was asked for. */
    static List<Duration> pauses(FakeEngine engine) {
        List<Asked> starts = engine.log().stream().filter(Asked::starts).toList();
        return IntStream.range(1, starts.size())
                .mapToObj(each -> Duration.between(
                        starts.get(each - 1).at(), starts.get(each).at()))
                .toList();
    }

    @Override
    public void close() {
        synchronized (players) {
            players.forEach(FakePlayer::hangUp);
        }
        relays.close();
        engines.forEach(FakeEngine::close);
    }
}
