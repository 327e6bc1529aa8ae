package masthead.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import masthead.catalog.Catalogs;
import masthead.catalog.FeedId;
import masthead.catalog.NewProvider;
import masthead.catalog.NoSuchEntry;
import masthead.catalog.ProviderId;
import masthead.catalog.ProviderKind;
import masthead.catalog.Revision;
import masthead.config.ByteSize;
import masthead.config.Secret;
import masthead.database.Database;
import masthead.database.DatabaseSettings;
import masthead.http.HttpSettings;
import masthead.http.Loops;
import masthead.http.Post;
import masthead.metrics.Metrics;
import masthead.studio.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What webhooks are told, and how it gets there: sent to real receivers. */
@Timeout(60)
@SuppressWarnings("NullAway.Init") // set before each
class AlertsTest {
    private static final ProviderId ACME = new ProviderId(1);

    @TempDir
    Path folder;

    private final Hands clock = new Hands();
    private final Receiver receiver = new Receiver();
    private final Loops loops = Loops.start(1);
    private Metrics metrics = new Metrics();
    private Database database;
    private Catalogs catalogs;
    private Alerts alerts;

    @BeforeEach
    void open() {
        open(Map.of());
    }

    private void open(Map<String, String> own) {
        Map<String, String> values = new HashMap<>(Map.of("alerts.patience", "2s", "alerts.failed-imports", "2"));
        values.putAll(own);
        metrics = new Metrics();
        database = Database.open(TestSettings.of(DatabaseSettings.class, Map.of()), folder, metrics);
        catalogs = new Catalogs(database, clock);
        if (catalogs.current().provider(ACME).isEmpty()) {
            catalogs.add(new NewProvider("Acme", ProviderKind.M3U, "", 0, ""));
        }
        AlertSettings settings = TestSettings.of(AlertSettings.class, values);
        Post post = new Post(TestSettings.of(HttpSettings.class, Map.of()), loops);
        alerts = new Alerts(database, catalogs, post, settings, clock).measured(metrics);
        alerts.deliveries().waits(new Backoff(settings.firstPause(), settings.longestPause(), () -> 0));
    }

    private void reopen(Map<String, String> own) {
        alerts.close();
        database.close();
        open(own);
    }

    @AfterEach
    void close() {
        alerts.close();
        database.close();
        loops.close();
        receiver.close();
    }

    private Webhooks.Added add(String url) {
        return alerts.webhooks()
                .add(new WebhookTerms(
                        "Ops", new Secret(url), EnumSet.range(Occasion.SOURCE_DOWN, Occasion.DISK_ENOUGH), true));
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            alerts.listFailed(ACME, "connection refused");
        }
    }

    /** Waits until so many messages came, and sees that no more do. */
    private List<String> events(int count) {
        await().until(() -> receiver.got.size() >= count);
        settled();
        return receiver.got.stream().map(Receiver.Got::event).toList();
    }

    /** Everything told so far has been weighed and what is due sent. */
    private void settled() {
        await().pollInterval(Duration.ofMillis(20)).until(() -> {
            alerts.look();
            return counter("masthead_webhook_alerts_waiting") == 0;
        });
    }

    private double counter(String name) {
        return new String(metrics.page(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    private Webhook hook(Webhooks.Added added) {
        return alerts.webhooks().find(added.webhook().id());
    }

    @Test
    void a_message_says_what_is_wrong_and_is_signed_with_the_webhooks_secret() throws Exception {
        Secret secret = add(receiver.address()).secret();
        fail(2);
        assertThat(events(1)).containsExactly("source-down");
        Receiver.Got got = receiver.got.getFirst();
        assertThat(got.method()).isEqualTo("POST");
        assertThat(got.type()).isEqualTo("application/json");
        assertThat(got.body())
                .matches("\\{\"id\":\"[0-9a-f-]{36}\",\"event\":\"source-down\",\"at\":\"2026-01-01T12:00:00Z\","
                        + "\"subject\":\"provider 1\",\"message\":\"The provider “Acme” is down\\. [^\"]+"
                        + "connection refused\\.\"}");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.value().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        long seconds = clock.instant().getEpochSecond();
        String expected =
                HexFormat.of().formatHex(mac.doFinal((seconds + "." + got.body()).getBytes(StandardCharsets.UTF_8)));
        assertThat(got.signature()).isEqualTo("t=" + seconds + ",v1=" + expected);
    }

    @Test
    void the_signature_is_that_of_a_known_answer() { // computed by: printf '1767268800.{}' | openssl dgst -sha256
        // -hmac key
        assertThat(Signature.of(new Secret("key"), Instant.ofEpochSecond(1_767_268_800), "{}"))
                .isEqualTo("t=1767268800,v1=b2f88ba35b688b259658d6309df35f77dcc10bb766c45babee99e5bd6416a982");
    }

    @Test
    void what_fails_is_sent_again_after_longer_and_longer_pauses_with_the_same_id() {
        Webhooks.Added hook = add(receiver.address());
        receiver.answers.addAll(List.of(500, 503));
        fail(2);
        await().until(() -> hook(hook).last().isPresent());
        assertThat(hook(hook).last().orElseThrow().result()).isEqualTo("answered 500");
        assertThat(hook(hook).last().orElseThrow().good()).isFalse();
        assertThat(hook(hook).waiting()).isEqualTo(1);

        clock.pass(Duration.ofSeconds(9));
        alerts.look();
        clock.pass(Duration.ofSeconds(1));
        alerts.look();
        await().until(() -> receiver.got.size() == 2);
        await().until(() -> hook(hook).last().orElseThrow().result().equals("answered 503"));
        clock.pass(Duration.ofSeconds(19));
        alerts.look();
        assertThat(receiver.got).hasSize(2);
        clock.pass(Duration.ofSeconds(1));
        alerts.look();
        assertThat(events(3)).hasSize(3);
        assertThat(receiver.got.stream().map(Receiver.Got::body).distinct()).hasSize(1);
        assertThat(receiver.got.stream().map(Receiver.Got::signature).distinct())
                .hasSize(3); // of when it was sent
        await().until(() -> hook(hook).last().orElseThrow().good());
        assertThat(hook(hook).waiting()).isZero();
        assertThat(counter("masthead_webhook_attempts_total{outcome=\"failed\"}"))
                .isEqualTo(2);
        assertThat(counter("masthead_webhook_attempts_total{outcome=\"delivered\"}"))
                .isEqualTo(1);
    }

    @Test
    void pauses_double_up_to_the_longest_and_chance_takes_up_to_half() {
        Backoff whole = new Backoff(Duration.ofSeconds(10), Duration.ofHours(1), () -> 0);
        assertThat(Stream.of(1, 2, 3, 9, 10, 1000).map(whole::after))
                .containsExactly(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(40),
                        Duration.ofSeconds(2560),
                        Duration.ofHours(1),
                        Duration.ofHours(1));
        assertThat(new Backoff(Duration.ofSeconds(10), Duration.ofHours(1), () -> 1).after(1))
                .isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void what_fails_too_often_is_given_up() {
        reopen(Map.of("alerts.attempts", "2"));
        Webhooks.Added hook = add(receiver.address());
        receiver.answers.addAll(List.of(500, 500));
        fail(2);
        await().until(() -> hook(hook).last().isPresent());
        clock.pass(Duration.ofHours(2));
        await().until(() -> {
            alerts.look();
            return counter("masthead_webhook_attempts_total{outcome=\"given-up\"}") == 1;
        });
        assertThat(hook(hook).waiting()).isZero();
        assertThat(receiver.got).hasSize(2);
    }

    @Test
    void a_redirect_is_a_failure_and_leads_nowhere() {
        try (Receiver other = new Receiver()) {
            Webhooks.Added hook = add(receiver.address());
            receiver.elsewhere = other.address();
            receiver.answers.addAll(List.of(302));
            assertThat(alerts.webhooks().test(hook.webhook().id()))
                    .satisfies(sent -> assertThat(sent.good()).isFalse())
                    .satisfies(sent -> assertThat(sent.result()).isEqualTo("answered 302; redirects are not followed"));
            assertThat(other.got).isEmpty();
        }
    }

    @Test
    void a_receiver_that_never_answers_holds_up_nobody_else() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Webhooks.Added dead = add("http://127.0.0.1:" + silent.getLocalPort() + "/");
            add(receiver.address());
            long before = System.nanoTime();
            fail(2);
            alerts.listApplied(ACME);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(500));
            await().atMost(Duration.ofMillis(1900))
                    .until(() -> receiver.got.size() == 2); // before the other one's two seconds are over
            assertThat(hook(dead).waiting()).isEqualTo(2);
            await().until(() -> hook(dead).last().isPresent());
            assertThat(hook(dead).last().orElseThrow().result()).isEqualTo("no answer in time");
        }
    }

    @Test
    void for_one_that_is_away_no_more_wait_than_the_setting_says_and_the_newest_stay() {
        reopen(Map.of("alerts.waiting", "3", "alerts.failed-imports", "1"));
        for (int i = 0; i < 50; i++) {
            receiver.answers.add(500);
        }
        Webhooks.Added hook = add(receiver.address());
        for (int i = 0; i < 5; i++) {
            alerts.listFailed(ACME, "number " + i);
            alerts.listApplied(ACME);
        }
        await().until(() -> counter("masthead_webhook_alerts_dropped_total") == 7);
        assertThat(hook(hook).waiting()).isEqualTo(3);
        assertThat(database.<List<String>>read(
                        handle -> handle.createQuery("SELECT body FROM webhook_delivery ORDER BY id")
                                .mapTo(String.class)
                                .list()))
                .hasSize(3)
                .satisfies(bodies -> assertThat(bodies.get(1)).contains("number 4"));
    }

    @Test
    void what_was_not_sent_before_a_restart_is_sent_after_it() {
        receiver.answers.add(500);
        add(receiver.address());
        fail(2);
        await().until(() -> receiver.got.size() == 1);
        reopen(Map.of());
        clock.pass(Duration.ofSeconds(10));
        alerts.look();
        await().until(() -> receiver.got.size() == 2);
        assertThat(receiver.got.get(1).body()).isEqualTo(receiver.got.get(0).body());
    }

    @Test
    void a_webhook_gets_what_it_chose_and_nothing_while_it_is_off() {
        Webhooks.Added chosen = alerts.webhooks()
                .add(new WebhookTerms("Back", new Secret(receiver.address()), List.of(Occasion.SOURCE_BACK), true));
        fail(2);
        alerts.listApplied(ACME);
        assertThat(events(1)).containsExactly("source-back");
        alerts.webhooks()
                .edit(
                        chosen.webhook().id(),
                        new WebhookTerms("Back", new Secret(receiver.address()), List.of(Occasion.SOURCE_BACK), false));
        fail(2);
        alerts.listApplied(ACME);
        await().until(() -> counter("masthead_alerts_total{event=\"source-back\"}") == 2);
        settled();
        assertThat(receiver.got).hasSize(1);
        assertThat(alerts.webhooks().test(chosen.webhook().id()).good()).isTrue();
        assertThat(receiver.got.getLast().event()).isEqualTo("test");
    }

    @Test
    void trouble_is_told_once_until_it_is_over() {
        add(receiver.address());
        fail(1);
        alerts.listApplied(ACME); // not in a row
        fail(5);
        alerts.listQuarantined(ACME, "Half of it is gone");
        alerts.listQuarantined(ACME, "Half of it is gone");
        alerts.listApplied(ACME);
        alerts.listApplied(ACME);
        alerts.listQuarantined(ACME, "Half of it is gone");
        assertThat(events(4)).containsExactly("source-down", "source-back", "list-quarantined", "list-quarantined");
        assertThat(receiver.got.get(2).body()).contains("looks wrong and waits for a decision. Half of it is gone.");
    }

    @Test
    void a_provider_whose_feeds_fail_one_after_the_other_is_down_until_one_shows_a_picture() {
        add(receiver.address());
        database.change(handle -> {
            for (int i = 1; i <= 4; i++) {
                handle.execute(
                        "INSERT INTO channel (id, kind, name, category_id, added_at) VALUES (?, 'TS', ?, 1, 0)",
                        i,
                        "Channel " + i);
                handle.execute(
                        "INSERT INTO feed (id, provider_id, channel_id, feed_key, name, url, kind)"
                                + " VALUES (?, 1, ?, ?, 'x', 'http://127.0.0.1:1/x', 'TS')",
                        i,
                        i,
                        "k" + i);
            }
            Revision.raise(handle);
        });
        catalogs.rebuild();
        for (int i = 0; i < 9; i++) {
            alerts.feedFailed(ACME, new FeedId(1), "The source answered 502."); // one feed alone proves nothing
        }
        alerts.feedFailed(ACME, new FeedId(2), "The source answered 502.");
        settled();
        alerts.feedShows(ACME);
        settled();
        for (int i = 1; i <= 4; i++) {
            alerts.feedFailed(ACME, new FeedId(i), "The source answered 502.");
        }
        await().until(() -> receiver.got.size() == 1);
        fail(2); // down already
        alerts.listApplied(ACME); // but its feeds are not back
        alerts.feedShows(ACME);
        assertThat(events(2)).containsExactly("source-down", "source-back");
        assertThat(receiver.got.getFirst().body())
                .contains("None of its feeds opens: 3 different ones failed", "The source answered 502.");
    }

    @Test
    void an_engine_is_lost_if_it_answered_before_and_a_disk_is_low_once() {
        List<String> told = new ArrayList<>();
        SourceWatch.Teller teller = (occasion, subject, message) -> told.add(occasion.word() + " " + subject);
        EngineWatch engines = new EngineWatch(teller);
        for (EngineSight.State each : List.of(
                EngineSight.State.UNKNOWN,
                EngineSight.State.DOWN, // never was there
                EngineSight.State.ANSWERS,
                EngineSight.State.DOWN,
                EngineSight.State.DOWN,
                EngineSight.State.UNKNOWN,
                EngineSight.State.ANSWERS,
                EngineSight.State.ANSWERS)) {
            engines.look(List.of(new EngineSight("127.0.0.1:6878", each, "connection refused")));
        }
        assertThat(told).containsExactly("engine-lost engine 127.0.0.1:6878", "engine-back engine 127.0.0.1:6878");
        told.clear();
        DiskWatch disk = new DiskWatch(new ByteSize(1000), teller);
        for (long free : new long[] {5000, 1000, 999, 500, 1050, 990, 1100, 1099}) {
            disk.look(free);
        }
        assertThat(told).containsExactly("disk-low disk", "disk-enough disk");
    }

    @Test
    void address_and_secret_are_not_readable_in_the_data_folder_and_in_no_text() throws IOException {
        Webhooks.Added hook = add(receiver.address());
        assertThat(hook + "" + hook.webhook())
                .doesNotContain("s3cret")
                .doesNotContain(hook.secret().value());
        alerts.close();
        database.close();
        assertThat(Files.readString(folder.resolve("masthead.db"), StandardCharsets.ISO_8859_1))
                .doesNotContain("t0ken-s3cret")
                .doesNotContain(hook.secret().value());
        open(Map.of());
        assertThat(hook(hook).terms().url().value()).isEqualTo(receiver.address());
    }

    @Test
    void a_new_secret_signs_from_then_on_and_one_that_is_removed_gets_nothing() {
        Webhooks.Added hook = add(receiver.address());
        Secret fresh = alerts.webhooks().renew(hook.webhook().id());
        assertThat(fresh.value()).isNotEqualTo(hook.secret().value());
        alerts.webhooks().test(hook.webhook().id());
        Receiver.Got got = receiver.got.getFirst();
        assertThat(got.signature()).isEqualTo(Signature.of(fresh, clock.instant(), got.body()));
        alerts.webhooks().remove(hook.webhook().id());
        assertThat(alerts.webhooks().all()).isEmpty();
        assertThatThrownBy(() -> hook(hook)).isInstanceOf(NoSuchEntry.class);
    }

    @Test
    void what_cannot_be_a_webhook_is_refused() {
        for (String url :
                List.of("", "ftp://x/", "x", "http://", "http://me:word@example.net/", "http://exa mple.net/")) {
            assertThatThrownBy(() -> add(url)).as(url).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> alerts.webhooks()
                        .add(new WebhookTerms("None", new Secret(receiver.address()), List.of(), true)))
                .hasMessageContaining("at least one event");
        for (int i = 0; i < Webhooks.MOST; i++) {
            add(receiver.address());
        }
        assertThatThrownBy(() -> add(receiver.address())).hasMessageContaining("which is the most");
    }

    @Test
    void a_telling_without_end_is_bounded_and_counted() {
        for (int i = 0; i < 200_000; i++) {
            alerts.feedFailed(new ProviderId(9), new FeedId(1 + i), "x");
        }
        await().until(() -> counter("masthead_alerts_unheard_total") > 0);
        add(receiver.address());
        await().until(() -> {
            alerts.listFailed(ACME, "connection refused");
            return !receiver.got.isEmpty();
        });
    }

    /** A clock whose hands a test moves. */
    private static final class Hands extends Clock {
        private volatile Instant now = Instant.parse("2026-01-01T12:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
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
}
