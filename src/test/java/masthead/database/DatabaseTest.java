package masthead.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/** What both databases promise. */
class DatabaseTest {
    private static int addProvider(Handle handle, String name) {
        return handle.createQuery("INSERT INTO provider (name, kind, created_at) VALUES (:name, 'M3U', 0) RETURNING id")
                .bind("name", name)
                .mapTo(Integer.class)
                .one();
    }

    private static List<String> providers(Database database) {
        return database.read(handle -> handle.createQuery("SELECT name FROM provider ORDER BY id")
                .mapTo(String.class)
                .list());
    }

    @OnBothDatabases
    void the_first_schema_is_there(Database database) {
        assertThat(database.<Long>read(handle -> handle.createQuery("SELECT next FROM sequence WHERE name = 'play'")
                        .mapTo(Long.class)
                        .one()))
                .isEqualTo(1);
        assertThat(database.<List<String>>read(handle -> handle.createQuery("SELECT name FROM revision ORDER BY name")
                        .mapTo(String.class)
                        .list()))
                .containsExactly("catalog", "guide", "ruled", "rules");
    }

    @OnBothDatabases
    void a_change_that_throws_leaves_nothing_and_its_exception_reaches_the_caller(Database database) {
        assertThatThrownBy(() -> database.change(handle -> {
                    addProvider(handle, "News");
                    throw new UnsupportedOperationException("mine");
                }))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("mine");
        assertThat(providers(database)).isEmpty();
    }

    @OnBothDatabases
    void a_reader_is_not_allowed_to_write(Database database) {
        assertThatThrownBy(() -> database.read(handle -> addProvider(handle, "News")))
                .isInstanceOf(JdbiException.class);
        assertThat(providers(database)).isEmpty();
    }

    @OnBothDatabases
    void what_is_written_is_read_at_once(Database database) {
        database.write(handle -> addProvider(handle, "News"));
        assertThat(providers(database)).containsExactly("News");
    }

    @OnBothDatabases
    void an_id_is_not_given_twice(Database database) {
        int first = database.write(handle -> addProvider(handle, "News"));
        database.change(handle -> handle.execute("DELETE FROM provider"));
        int second = database.write(handle -> addProvider(handle, "News"));
        assertThat(second).isGreaterThan(first);
    }

    @OnBothDatabases
    void a_feed_without_a_provider_is_refused(Database database) {
        assertThatThrownBy(
                        () -> database.change(
                                handle -> handle.execute(
                                        "INSERT INTO feed (provider_id, channel_id, feed_key, name, url, kind) VALUES (7, 7, 'k', 'n', 'u', 'TS')")))
                .isInstanceOf(JdbiException.class);
    }

    @OnBothDatabases
    void a_query_sees_one_moment_while_others_write(Database database) throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch written = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<Long>> counts = threads.submit(() -> database.read(handle -> {
                long before = count(handle);
                asked.countDown();
                awaitQuietly(written);
                return List.of(before, count(handle));
            }));
            asked.await();
            database.write(handle -> addProvider(handle, "News"));
            written.countDown();
            assertThat(counts.get()).containsExactly(0L, 0L);
        }
        assertThat(providers(database)).containsExactly("News");
    }

    @OnBothDatabases
    void changes_from_many_threads_do_not_lose_one_another(Database database) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = IntStream.range(0, 50)
                    .<Future<?>>mapToObj(each -> threads.submit(() -> database.change(DatabaseTest::readAndAddOne)))
                    .toList();
            for (Future<?> each : all) {
                each.get();
            }
        }
        assertThat(database.<Long>read(DatabaseTest::next)).isEqualTo(51);
    }

    @OnBothDatabases
    void asking_the_database_from_inside_a_change_is_told_instead_of_waiting_for_ever(Database database) {
        assertThatThrownBy(() -> database.change(handle -> providers(database)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("its own handle");
    }

    @OnBothDatabases
    void closing_breaks_off_what_does_not_end(Database database) throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> endless = threads.submit(() -> database.change(handle -> {
                started.countDown();
                while (true) {
                    readAndAddOne(handle);
                }
            }));
            started.await();
            long begin = System.nanoTime();
            database.close();
            assertThat(System.nanoTime() - begin).isLessThan(3_000_000_000L);
            assertThatThrownBy(endless::get).hasCauseInstanceOf(JdbiException.class);
        }
        assertThatThrownBy(() -> providers(database)).hasMessage("the database is closed");
    }

    @OnBothDatabases
    void an_interrupt_breaks_off_what_the_caller_waits_for_and_nothing_else(Database database) throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Throwable> broken = new CompletableFuture<>();
            Future<?> endless = threads.submit(() -> {
                try {
                    database.change(handle -> {
                        addProvider(handle, "Half");
                        started.countDown();
                        while (true) {
                            readAndAddOne(handle);
                        }
                    });
                } catch (JdbiException e) {
                    broken.complete(e);
                }
            });
            started.await();
            endless.cancel(true);
            assertThat(broken.get(5, TimeUnit.SECONDS)).isInstanceOf(JdbiException.class);
        }
        database.write(handle -> addProvider(handle, "Whole"));
        assertThat(providers(database)).containsExactly("Whole");
    }

    private static void readAndAddOne(Handle handle) {
        handle.execute("UPDATE sequence SET next = ? WHERE name = 'play'", next(handle) + 1);
    }

    private static long next(Handle handle) {
        return handle.createQuery("SELECT next FROM sequence WHERE name = 'play'")
                .mapTo(Long.class)
                .one();
    }

    private static long count(Handle handle) {
        return handle.createQuery("SELECT count(*) FROM provider")
                .mapTo(Long.class)
                .one();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
