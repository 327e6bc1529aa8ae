package masthead.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.buffer.PooledByteBufAllocator;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import masthead.studio.FakePlayer;
import masthead.studio.engine.Asked;
import masthead.studio.engine.Content;
import masthead.studio.engine.FakeEngine;
import masthead.studio.engine.Fault;
import masthead.studio.engine.Policies;
import masthead.studio.engine.Policies.DupPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Zapping and faults at random, for a while: what is begun is ended (docs/4-protocols/acestream.md, "Acceptance": 20 and 24). */
class AceSoakTest {
    private static final Content[] CONTENTS =
            IntStream.range(0, 8).mapToObj(each -> Content.marked("c" + each)).toArray(Content[]::new);

    /** Files and threads that come and go by themselves: carriers, a pool's. Hundreds of switches leave no more. */
    private static final int FEW = 16;

    @TempDir
    Path folder;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final Random random = new Random(20);

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    private AceHouse house(DupPolicy dup, int engines) {
        AceHouse house = AceHouse.open(
                folder,
                Policies.QUICK.withDup(dup),
                engines,
                Map.of("acestream.linger", "200ms", "relay.linger", "100ms", "acestream.queue-timeout", "1s"),
                CONTENTS);
        opened.add(house);
        return house.channels(CONTENTS);
    }

    @ParameterizedTest
    @EnumSource(DupPolicy.class)
    void case_20_zapping_for_five_seconds_leaves_no_session(DupPolicy dup) {
        zap(house(dup, 2), Duration.ofSeconds(5), 50);
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource(DupPolicy.class)
    void case_20_zapping_for_a_minute_leaves_no_session(DupPolicy dup) {
        zap(house(dup, 2), Duration.ofMinutes(1), 200);
    }

    /** Each switch is somebody who comes and, mostly, somebody who goes. */
    private void zap(AceHouse house, Duration time, int perSecond) {
        zapping(house, Duration.ofSeconds(1), perSecond); // what is made once is made by then
        nothingIsLeft(house);
        long sockets = openFiles();
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        zapping(house, time, perSecond);
        nothingIsLeft(house);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(openFiles()).as("sockets").isLessThanOrEqualTo(sockets + FEW);
            assertThat(ManagementFactory.getThreadMXBean().getThreadCount())
                    .as("threads")
                    .isLessThanOrEqualTo(threads + FEW);
        });
    }

    private static long openFiles() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }

    private void zapping(AceHouse house, Duration time, int perSecond) {
        List<FakePlayer> watching = new ArrayList<>();
        long until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - until < 0) {
            watching.add(house.watch(CONTENTS[random.nextInt(CONTENTS.length)]));
            while (watching.size() > 10 || (random.nextInt(3) == 0 && !watching.isEmpty())) {
                watching.remove(random.nextInt(watching.size())).hangUp();
            }
            pause(Duration.ofSeconds(1).dividedBy(perSecond));
        }
        watching.forEach(FakePlayer::hangUp);
    }

    private static void nothingIsLeft(AceHouse house) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(house.sessions()).isEmpty();
            assertThat(house.engines)
                    .allSatisfy(each -> assertThat(each.sessions()).isEmpty());
            assertThat(house.relays.engines.engines())
                    .allSatisfy(each -> assertThat(each.sessions()).isZero());
        });
        for (FakeEngine engine : house.engines) {
            Set<String> stopped = engine.log().stream()
                    .filter(each -> each.path().startsWith("/ace/cmd/"))
                    .map(each -> each.path().substring(each.path().lastIndexOf('/') + 1))
                    .collect(Collectors.toSet());
            assertThat(engine.log().stream()
                            .map(Asked::outcome)
                            .filter(each -> each.startsWith("started "))
                            .map(each -> each.substring(8)))
                    .isSubsetOf(stopped);
        }
    }

    @Tag("slow")
    @Test
    void case_24_faults_at_random_leave_memory_flat_and_no_session() {
        AceHouse house = house(DupPolicy.SHARE, 3);
        churn(house, Duration.ofSeconds(60)); // what is made once is made by then
        long before = used();
        churn(house, Duration.ofMinutes(3));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(house.sessions()).isEmpty());
        assertThat(used() - before).as("bytes more than before").isLessThan(24L * 1024 * 1024);
    }

    private void churn(AceHouse house, Duration time) {
        List<FakePlayer> watching = new ArrayList<>();
        long until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - until < 0) {
            FakeEngine engine = house.engines.get(random.nextInt(house.engines.size()));
            engine.fault(fault().times(1));
            if (random.nextInt(100) == 0) {
                engine.crash(random.nextBoolean());
                Duration failing = Duration.ofMillis(random.nextInt(500));
                await().ignoreExceptions()
                        .untilAsserted(() -> engine.restart(failing)); // its port may be taken a moment
            }
            watching.add(house.watch(CONTENTS[random.nextInt(CONTENTS.length)]));
            if (watching.size() > 8) {
                watching.remove(random.nextInt(watching.size())).hangUp();
            }
            java.util.concurrent.locks.LockSupport.parkNanos(
                    Duration.ofMillis(200).toNanos());
        }
        watching.forEach(FakePlayer::hangUp);
        house.engines.forEach(FakeEngine::clearFaults);
    }

    private static void pause(Duration time) {
        await().pollInterval(Duration.ofMillis(1)).pollDelay(time).until(() -> true);
    }

    private Fault fault() {
        Duration soon = Duration.ofMillis(random.nextInt(2000));
        return switch (random.nextInt(9)) {
            case 0 -> Fault.eof(soon);
            case 1 -> Fault.rst(soon);
            case 2 -> Fault.stall(soon, soon);
            case 3 -> Fault.jsonError("some trouble");
            case 4 -> Fault.jsonDelay(soon);
            case 5 -> Fault.headerDelay(soon);
            case 6 -> Fault.playbackStatus(503);
            case 7 -> Fault.slowStop(soon);
            default -> Fault.garbagePrefix(1000);
        };
    }

    /** What is held after what is garbage is gone. */
    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory()
                - runtime.freeMemory()
                + PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    }
}
