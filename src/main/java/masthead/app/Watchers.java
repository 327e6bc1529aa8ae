package masthead.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import masthead.alerts.Alerts;
import masthead.alerts.EngineSight;
import masthead.catalog.Feed;
import masthead.catalog.FeedKind;
import masthead.catalog.ProviderId;
import masthead.headend.ImportOutcome;
import masthead.headend.ImportWatch;
import masthead.metrics.Metrics;
import masthead.tuner.FeedWatch;
import masthead.tuner.NoSignal;
import masthead.tuner.acestream.AceStream;
import masthead.tuner.acestream.EngineSeen;

/** What the rooms see, passed on to where it becomes alerts. */
final class Watchers {
    private final Alerts alerts;

    Watchers(Alerts alerts) {
        this.alerts = alerts;
    }

    ImportWatch imports() {
        return new ImportWatch() {
            @Override
            public void ended(ProviderId provider, ImportOutcome outcome) {
                switch (outcome) {
                    case ImportOutcome.Applied _ -> alerts.listApplied(provider);
                    case ImportOutcome.Failed(String reason) -> alerts.listFailed(provider, reason);
                    case ImportOutcome.Suspicious _ -> {} // told of where it waits for somebody
                    case ImportOutcome.Cancelled _ -> {} // by an operator, who knows
                }
            }

            @Override
            public void quarantined(ProviderId provider, String reason) {
                alerts.listQuarantined(provider, reason);
            }
        };
    }

    FeedWatch feeds() {
        return new FeedWatch() {
            @Override
            public void failed(Feed feed, NoSignal why) {
                if (ofWeb(feed) && sourcesFault(why)) {
                    alerts.feedFailed(feed.provider(), feed.id(), why.reason());
                }
            }

            @Override
            public void shows(Feed feed) {
                if (ofWeb(feed)) {
                    alerts.feedShows(feed.provider());
                }
            }
        };
    }

    void engines(AceStream engines) {
        alerts.watchEngines(
                () -> engines.engines().stream().map(Watchers::sight).toList());
    }

    void disk(Path folder, Metrics metrics) {
        LongSupplier free = () -> {
            try {
                return Files.getFileStore(folder).getUsableSpace();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        alerts.watchDisk(free);
        metrics.gauge("masthead_disk_free_bytes", "Room left on the disk of the data folder.", free::getAsLong);
    }

    private static EngineSight sight(EngineSeen engine) {
        return new EngineSight(
                engine.address(),
                switch (engine.state()) {
                    case UNKNOWN -> EngineSight.State.UNKNOWN;
                    case HEALTHY, DEGRADED -> EngineSight.State.ANSWERS;
                    case DOWN -> EngineSight.State.DOWN;
                },
                engine.trouble());
    }

    /** Files and test cards are ours; what AceStream engines play is nobody's server. */
    private static boolean ofWeb(Feed feed) {
        return feed.kind() == FeedKind.TS || feed.kind() == FeedKind.HLS;
    }

    /** Not that all connections are in use, and not that a picture that was there ended. */
    private static boolean sourcesFault(NoSignal why) {
        return why instanceof NoSignal.Refused
                || why instanceof NoSignal.Unreachable
                || why instanceof NoSignal.NotTransportStream
                || why instanceof NoSignal.Silent;
    }
}
