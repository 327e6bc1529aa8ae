package masthead.archive;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import masthead.access.Credentials;
import masthead.access.Device;
import masthead.access.Seat;
import masthead.catalog.Catalogs;
import masthead.catalog.ChannelId;
import masthead.catalog.ProviderId;
import masthead.metrics.Metrics;
import masthead.tuner.FileOpener;

/** Who watches the past now. Safe on any thread. */
public final class ArchiveSessions implements AutoCloseable {
    /** Whose session it is: the same subscriber, channel and device go on with the one they have. */
    public record Owner(Credentials credentials, ChannelId channel, Device device) {}

    /** What sessions are made of. */
    public record Means(Catalogs catalogs, FileOpener files, Lessons lessons, Function<ProviderId, ZoneId> zones) {}

    private final PastOpener past;
    private final FileOpener files;
    private final ArchiveSettings settings;
    private final Map<Owner, ArchiveSession> sessions = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("masthead-archive").factory());

    public ArchiveSessions(Means means, ArchiveSettings settings, Metrics metrics, Clock clock) {
        this.past = new PastOpener(means.catalogs(), means.lessons(), means.zones(), settings, clock);
        this.files = means.files();
        this.settings = settings;
        metrics.gauge("masthead_archive_sessions", "Subscribers who watch an archive now.", sessions::size);
        long look = Math.clamp(settings.linger().dividedBy(4).toMillis(), 20, 1000);
        thread.scheduleWithFixedDelay(this::look, look, look, TimeUnit.MILLISECONDS);
    }

    /** The session {@code owner} has, if there is one. */
    public Optional<ArchiveSession> of(Owner owner) {
        return Optional.ofNullable(sessions.get(owner)).filter(each -> !each.over());
    }

    /** Begins a session on {@code seat}, which it closes when it ends; one that its owner has is ended. */
    public ArchiveSession begin(Owner owner, Seat seat) {
        ArchiveSession made = new ArchiveSession(past, files, settings, seat);
        Optional.ofNullable(sessions.put(owner, made)).ifPresent(ArchiveSession::end);
        seat.heldBy(made);
        return made;
    }

    /** Opens stretches for somebody who does not watch. */
    PastOpener past() {
        return past;
    }

    FileOpener files() {
        return files;
    }

    /** How long a check may wait for a connection. */
    Duration slotPatience() {
        return settings.slotPatience();
    }

    /** Somebody waits for a connection of {@code provider}: those who hold one idly let go. */
    public void yieldLines(ProviderId provider) {
        sessions.values().forEach(each -> each.yieldLine(provider));
    }

    /** How many there are. */
    public int count() {
        return sessions.size();
    }

    private void look() {
        long now = System.nanoTime();
        sessions.forEach((owner, session) -> {
            if (session.look(now)) {
                sessions.remove(owner, session);
            }
        });
    }

    @Override
    public void close() {
        thread.shutdownNow();
        List.copyOf(sessions.values()).forEach(ArchiveSession::end);
        sessions.clear();
    }
}
