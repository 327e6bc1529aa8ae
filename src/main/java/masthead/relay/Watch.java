package masthead.relay;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import masthead.catalog.ChannelId;
import masthead.format.mpegts.Health;
import masthead.format.mpegts.Indicator;
import masthead.format.mpegts.Monitor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches one relay: reads its monitor once a second, judges, counts. Lives on the relay's event loop. */
final class Watch {
    private static final Logger log = LoggerFactory.getLogger(Watch.class);

    private final ChannelId channel;
    private volatile Condition condition = new Condition(new Verdict.Fine(), new Monitor().read(0), List.of());
    private final ArrayDeque<String> lately = new ArrayDeque<>();

    Watch(ChannelId channel) {
        this.channel = channel;
    }

    /**
     * To be called once a second.
     *
     * @param onAir whether it is a feed's stream that comes in, so that it can be judged
     * @param floorBitsPerSecond the least the channel should have; 0 for none
     */
    Verdict tick(Health health, boolean onAir, long floorBitsPerSecond, Watchdog watchdog) {
        Condition before = condition;
        Verdict verdict = onAir ? watchdog.judge(health, floorBitsPerSecond) : new Verdict.Fine();
        lately.addLast(onAir ? verdict.word() : "");
        if (lately.size() > Condition.LATELY_SECONDS) {
            lately.removeFirst();
        }
        condition = new Condition(verdict, health, List.copyOf(lately));
        count(before.health(), health, watchdog.counters());
        if (!verdict.word().equals(before.verdict().word())) {
            log.atInfo()
                    .addKeyValue("channel", channel)
                    .addKeyValue("verdict", verdict.word())
                    .addKeyValue("reason", verdict.trouble().orElse(""))
                    .log("The stream is now");
        }
        return verdict;
    }

    private static void count(Health before, Health now, Map<Indicator, CounterDataPoint> counters) {
        counters.forEach((each, counter) -> {
            long more = now.total(each) - before.total(each);
            if (more > 0) {
                counter.inc(more);
            }
        });
    }

    /** How it was at the last tick; on any thread. */
    Condition condition() {
        return condition;
    }
}
