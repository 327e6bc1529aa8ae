package masthead.headend;

import static masthead.headend.TestHeadend.entry;
import static masthead.headend.TestHeadend.list;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import masthead.catalog.NewProvider;
import masthead.catalog.ProviderId;
import masthead.catalog.ProviderKind;
import masthead.database.Database;
import masthead.database.OnBothDatabases;
import masthead.headend.ImportOutcome.Applied;
import masthead.headend.ImportOutcome.Cancelled;
import masthead.headend.ImportProgress.Phase;

/** Imports that are given up in each of their phases: none of them leaves a trace in the catalog. */
class ImportCancelTest {
    private static final String OLD = list(named("One"), named("Two"), named("Three"));
    private static final String NEW = list(IntStream.range(0, 500)
                    .mapToObj(each -> named("Fresh " + each))
                    .toArray(String[]::new))
            + OLD.substring(OLD.indexOf('\n') + 1);

    private static String named(String name) {
        return entry(name, "News", "http://tv.example.net/" + name.replace(' ', '-') + ".ts");
    }

    /** A clock that does something when it is asked. */
    private static final class Asked extends Clock {
        private Runnable then = () -> {};

        @Override
        public Instant instant() {
            then.run();
            return TestHeadend.NOW;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @OnBothDatabases
    void what_was_begun_to_be_written_is_rolled_back(Database database) {
        Asked clock = new Asked();
        TestHeadend headend = headend(database, clock);
        ProviderId provider = headend.provider;
        headend.take(OLD);
        Map<String, Integer> before = headend.ids();
        List<String> feeds = feeds(database);
        clock.then = () -> headend.imports
                .progress(provider)
                .filter(each -> each.state().phase() == Phase.APPLYING)
                .ifPresent(ImportProgress::giveUp);
        assertThat(headend.take(NEW)).isEqualTo(new Cancelled());
        clock.then = () -> {};
        assertThat(headend.ids()).isEqualTo(before);
        assertThat(feeds(database)).isEqualTo(feeds);
        assertThat(TestHeadend.texts(database, "SELECT state FROM import_revision"))
                .hasSize(1);
        assertThat(TestHeadend.texts(database, "SELECT name FROM incoming")).isEmpty();
        assertThat(headend.imports.lastOutcome(provider)).get().asString().contains("cancelled");
        assertThat(headend.take(NEW)).isInstanceOf(Applied.class);
        assertThat(headend.ids()).hasSize(503);
    }

    @OnBothDatabases
    void a_list_of_which_half_was_read_leaves_nothing_behind(Database database) throws Exception {
        TestHeadend headend = headend(database, Clock.fixed(TestHeadend.NOW, ZoneOffset.UTC));
        ProviderId provider = headend.provider;
        headend.take(OLD);
        byte[] list = NEW.getBytes(StandardCharsets.UTF_8);
        Thread operator = Thread.ofVirtual().unstarted(() -> headend.imports.cancel(provider));
        ImportOutcome outcome = headend.imports.take(provider, new ByteArrayInputStream(list) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                if (operator.getState() == Thread.State.NEW) {
                    operator.start();
                }
                while (!headend.imports.progress(provider).orElseThrow().work().broken()) {
                    Thread.onSpinWait();
                }
                return super.read(into, offset, Math.min(length, 1000));
            }
        });
        operator.join();
        assertThat(outcome).isEqualTo(new Cancelled());
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(headend.ids()).containsOnlyKeys("One", "Two", "Three");
        assertThat(TestHeadend.texts(database, "SELECT name FROM incoming")).isEmpty();
        assertThat(TestHeadend.texts(database, "SELECT action FROM audit ORDER BY id"))
                .contains("cancel");
    }

    @OnBothDatabases
    void what_is_applied_cannot_be_cancelled_any_more(Database database) {
        TestHeadend headend = headend(database, Clock.fixed(TestHeadend.NOW, ZoneOffset.UTC));
        ProviderId provider = headend.provider;
        AtomicReference<Boolean> late = new AtomicReference<>(true);
        headend.catalogs.follow(told -> headend.imports // which is after all was written
                .progress(provider)
                .filter(each -> each.state().phase() == Phase.SHOWING)
                .ifPresent(each -> late.set(each.giveUp())));
        assertThat(headend.take(OLD)).isInstanceOf(Applied.class);
        assertThat(late).hasValue(false);
        assertThat(headend.imports.cancel(provider)).isFalse();
    }

    private static TestHeadend headend(Database database, Clock clock) {
        return new TestHeadend(
                database,
                TestHeadend.settings(Map.of()),
                (url, headers) -> {
                    throw new AssertionError("nothing is fetched");
                },
                new NewProvider("Panel", ProviderKind.M3U, "", 1, ""),
                clock);
    }

    private static List<String> feeds(Database database) {
        return TestHeadend.texts(
                database,
                "SELECT id || ' ' || name || ' ' || url || ' ' || COALESCE(gone_at, 0) FROM feed ORDER BY id");
    }
}
