package masthead.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import masthead.config.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who comes in, what it costs, and who is kept waiting. */
class TurnstileTest {
    private static final String HOME = "192.0.2.1";
    private static final String ELSEWHERE = "198.51.100.7";

    @TempDir
    Path folder;

    @Test
    void the_first_login_after_a_subscriber_was_added_costs_no_second_hash() {
        try (Gate gate = new Gate(folder, Cost.CHEAP)) {
            gate.add("nora", "k7Qz9x");
            assertThat(gate.hashes()).isEqualTo(1);
            assertThat(gate.recognise("nora", "k7Qz9x", HOME)).isInstanceOf(Recognition.Known.class);
            assertThat(gate.hashes()).isEqualTo(1);
        }
    }

    @Test
    void no_request_pays_the_hash_twice_until_the_pair_was_unused_for_ten_minutes() {
        try (Gate gate = restarted("nora", "k7Qz9x", Cost.CHEAP)) {
            for (int i = 0; i < 5; i++) {
                assertThat(gate.recognise("nora", "k7Qz9x", HOME)).isInstanceOf(Recognition.Known.class);
                gate.clock.pass(Duration.ofMinutes(9));
            }
            assertThat(gate.hashes()).isEqualTo(1);
            gate.clock.pass(Duration.ofMinutes(11));
            assertThat(gate.recognise("nora", "k7Qz9x", HOME)).isInstanceOf(Recognition.Known.class);
            assertThat(gate.hashes()).isEqualTo(2);
        }
    }

    @Test
    void a_player_that_asks_for_six_lists_at_once_costs_one_hash() throws Exception {
        try (Gate gate = restarted("nora", "k7Qz9x", Cost.DEAR);
                ExecutorService player = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Recognition>> calls = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                calls.add(player.submit(() -> gate.recognise("nora", "k7Qz9x", HOME)));
            }
            for (Future<Recognition> call : calls) {
                assertThat(call.get()).isInstanceOf(Recognition.Known.class);
            }
            assertThat(gate.hashes()).isEqualTo(1);
        }
    }

    @Test
    void an_unknown_name_costs_what_a_wrong_password_costs() {
        try (Gate gate = restarted("nora", "k7Qz9x", Cost.CHEAP)) {
            gate.recognise("nora", "wrong", HOME);
            int wrongPassword = gate.hashes();
            gate.recognise("nobody", "wrong", HOME);
            assertThat(wrongPassword).isEqualTo(1);
            assertThat(gate.hashes() - wrongPassword).isEqualTo(wrongPassword);
            // And the second time neither costs anything.
            gate.recognise("nora", "wrong", HOME);
            gate.recognise("nobody", "wrong", HOME);
            assertThat(gate.hashes()).isEqualTo(2);
        }
    }

    @Test
    void the_hash_of_nobody_has_the_cost_of_a_real_one_and_fits_nothing() {
        Argon2id argon2id = new Argon2id(64, 1);
        String real = argon2id.hash(new Secret("k7Qz9x"));
        assertThat(shape(argon2id.ofNobody())).isEqualTo(shape(real));
        assertThat(argon2id.fits(new Secret("k7Qz9x"), real)).isTrue();
        assertThat(argon2id.fits(new Secret("k7Qz9X"), real)).isFalse();
        assertThat(argon2id.fits(new Secret(""), argon2id.ofNobody())).isFalse();
    }

    @Test
    void a_wrong_password_that_is_repeated_costs_one_hash_a_minute() {
        try (Gate gate = restarted("nora", "k7Qz9x", Cost.CHEAP)) {
            for (int i = 0; i < 50; i++) {
                assertThat(gate.recognise("nora", "wrong", HOME)).isInstanceOf(Recognition.Unknown.class);
            }
            assertThat(gate.hashes()).isEqualTo(1);
            assertThat(gate.count("masthead_logins_failed_total")).isEqualTo(50);
            gate.clock.pass(Duration.ofSeconds(61));
            gate.recognise("nora", "wrong", HOME);
            assertThat(gate.hashes()).isEqualTo(2);
        }
    }

    @Test
    void a_changed_password_counts_at_once_even_if_it_was_wrong_a_moment_ago() {
        try (Gate gate = new Gate(folder, Cost.CHEAP)) {
            Subscriber nora = gate.add("nora", "old");
            assertThat(gate.recognise("nora", "new", HOME)).isInstanceOf(Recognition.Unknown.class);
            gate.access.subscribers().edit(Gate.password(nora, "new"));
            assertThat(gate.recognise("nora", "new", HOME)).isInstanceOf(Recognition.Known.class);
            assertThat(gate.recognise("nora", "old", HOME)).isInstanceOf(Recognition.Unknown.class);
        }
    }

    @Test
    void a_name_that_was_unknown_a_moment_ago_can_be_added() {
        try (Gate gate = new Gate(folder, Cost.CHEAP)) {
            assertThat(gate.recognise("nora", "k7Qz9x", HOME)).isInstanceOf(Recognition.Unknown.class);
            gate.add("nora", "k7Qz9x");
            assertThat(gate.recognise("nora", "k7Qz9x", HOME)).isInstanceOf(Recognition.Known.class);
        }
    }

    @Test
    void a_flood_of_wrong_logins_does_not_delay_a_verified_pair() {
        try (Gate gate = new Gate(folder, Cost.DEAR)) {
            gate.add("nora", "k7Qz9x");
            flood(gate, 100);
            int hashesBefore = gate.hashes();
            // Answered before admit returns, on this thread, while the flood waits.
            assertThat(gate.admit("nora", "k7Qz9x", ELSEWHERE)).singleElement().isInstanceOf(Admission.Granted.class);
            assertThat(gate.recognise("nora", "k7Qz9x", ELSEWHERE)).isInstanceOf(Recognition.Known.class);
            assertThat(gate.hashes() - hashesBefore).isLessThanOrEqualTo(2);
            assertThat(gate.count("masthead_logins_waiting")).isGreaterThan(50);
        }
    }

    @Test
    void a_flood_of_wrong_logins_does_not_stop_a_right_one_that_is_new() {
        try (Gate gate = restarted("nora", "k7Qz9x", Cost.DEAR)) {
            // A thousand tries from four addresses.
            for (int i = 0; i < 1000; i++) {
                gate.admit("nora", "guess" + i, "203.0.113." + i % 4);
            }
            int hashesBefore = gate.hashes();
            assertThat(gate.recognise("nora", "k7Qz9x", ELSEWHERE)).isInstanceOf(Recognition.Known.class);
            // At most one of each address before it, one beside it, and the two that were running.
            assertThat(gate.hashes() - hashesBefore).isLessThanOrEqualTo(4 + 1 + 1 + 2);
            assertThat(gate.count("masthead_logins_refused_total")).isGreaterThan(900);
        }
    }

    @Test
    void an_address_that_keeps_failing_is_slowed_and_no_other() {
        try (Gate gate = restarted("nora", "k7Qz9x", Cost.CHEAP_AND_STRICT)) {
            for (int i = 0; i < 3; i++) {
                assertThat(gate.recognise("nora", "guess" + i, HOME)).isInstanceOf(Recognition.Unknown.class);
            }
            var slowed = gate.admit("nora", "guess4", HOME);
            var slowedToo = gate.admit("nora", "guess5", HOME);
            // Somebody else is served meanwhile, and a pair that is known passes from the slowed address too.
            assertThat(gate.recognise("nora", "k7Qz9x", ELSEWHERE)).isInstanceOf(Recognition.Known.class);
            assertThat(gate.admit("nora", "k7Qz9x", HOME)).singleElement().isInstanceOf(Admission.Granted.class);
            assertThat(slowed).isEmpty();
            gate.clock.pass(Duration.ofSeconds(1));
            await().until(() -> slowed.size() == 1);
            assertThat(slowed).containsExactly(new Admission.WrongCredentials());
            assertThat(slowedToo).isEmpty();
            gate.clock.pass(Duration.ofSeconds(1));
            await().until(() -> slowedToo.size() == 1);
        }
    }

    @Test
    void right_logins_are_never_slowed_however_many_share_an_address() {
        try (Gate gate = new Gate(folder, Cost.CHEAP)) {
            for (int i = 0; i < 10; i++) {
                gate.add("viewer" + i, "password" + i);
            }
        }
        try (Gate gate = new Gate(folder, Cost.CHEAP_AND_STRICT)) {
            for (int i = 0; i < 10; i++) {
                assertThat(gate.recognise("viewer" + i, "password" + i, HOME)).isInstanceOf(Recognition.Known.class);
            }
            assertThat(gate.hashes()).isEqualTo(10);
        }
    }

    @Test
    void the_addresses_of_one_ipv6_network_are_slowed_together() {
        try (Gate gate = restarted("nora", "k7Qz9x", Cost.CHEAP_AND_STRICT)) {
            for (int i = 1; i <= 3; i++) {
                gate.recognise("nora", "guess" + i, "2001:db8:1:2::" + i);
            }
            var slowed = gate.admit("nora", "guess4", "2001:db8:1:2:ffff::1");
            assertThat(gate.recognise("nora", "guess5", "2001:db8:1:3::1")).isInstanceOf(Recognition.Unknown.class);
            assertThat(slowed).isEmpty();
        }
    }

    @Test
    void a_password_of_a_megabyte_is_wrong_without_a_hash() {
        try (Gate gate = restarted("nora", "k7Qz9x", Cost.CHEAP)) {
            assertThat(gate.recognise("nora", "x".repeat(1 << 20), HOME)).isInstanceOf(Recognition.Unknown.class);
            assertThat(gate.hashes()).isZero();
        }
    }

    @Test
    void whoever_waits_when_the_house_closes_gets_an_answer() {
        List<List<Admission>> answers;
        try (Gate gate = restarted("nora", "k7Qz9x", Cost.DEAR)) {
            answers = flood(gate, 40);
        }
        await().untilAsserted(() -> assertThat(answers)
                .allSatisfy(each -> assertThat(each).containsExactly(new Admission.WrongCredentials())));
    }

    @Test
    void credentials_are_refused_before_anything_is_told_of_the_account() {
        try (Gate gate = new Gate(folder, Cost.CHEAP)) {
            Subscriber nora = gate.add("nora", "k7Qz9x");
            gate.access.subscribers().edit(Gate.formats(nora, Set.of(Format.M3U8)));
            assertThat(gate.admit("nora", "k7Qz9x", HOME)).containsExactly(new Admission.FormatNotAllowed(Format.TS));
            gate.access.subscribers().edit(Gate.locks(nora, Locks.read("192.0.2.0/24", "")));
            assertThat(gate.admit("nora", "k7Qz9x", ELSEWHERE))
                    .containsExactly(new Admission.AddressNotAllowed(ELSEWHERE));
            gate.access.subscribers().edit(Gate.locks(nora, Locks.read("192.0.2.0/24", "tivimate")));
            assertThat(gate.admit("nora", "k7Qz9x", ELSEWHERE))
                    .containsExactly(new Admission.AgentNotAllowed("VLC/3.0.20"));
            var end = gate.clock.instant();
            gate.access.subscribers().edit(Gate.expires(nora, end));
            assertThat(gate.admit("nora", "k7Qz9x", HOME)).containsExactly(new Admission.Expired(end));
            gate.access.subscribers().edit(Gate.enabled(nora, false));
            assertThat(gate.admit("nora", "k7Qz9x", HOME)).containsExactly(new Admission.Disabled());
            assertThat(gate.recognise("nora", "k7Qz9x", HOME)).isInstanceOf(Recognition.Known.class);
            var wrong = gate.admit("nora", "wrong", HOME);
            await().until(() -> !wrong.isEmpty());
            assertThat(wrong).containsExactly(new Admission.WrongCredentials());
            assertThat(gate.access.seats().taken()).isZero();
        }
    }

    @Test
    void who_is_known_is_shut_out_as_soon_as_his_time_is_over_or_he_is_switched_off() {
        try (Gate gate = new Gate(folder, Cost.CHEAP)) {
            Subscriber nora = gate.add("nora", "k7Qz9x");
            Instant end = gate.clock.instant().plusSeconds(60);
            Subscriber paid = gate.access.subscribers().edit(Gate.expires(nora, end));
            Turnstile turnstile = gate.access.turnstile();
            assertThat(turnstile.shutOut(paid)).isEmpty();
            gate.clock.pass(Duration.ofSeconds(60));
            assertThat(turnstile.shutOut(paid)).contains(new Admission.Expired(end));
            assertThat(turnstile.shutOut(gate.access.subscribers().edit(Gate.enabled(nora, false))))
                    .contains(new Admission.Disabled());
        }
    }

    @Test
    void zapping_with_one_connection_ends_the_old_one() {
        try (Gate gate = new Gate(folder, Cost.CHEAP)) {
            Subscriber admin = gate.add("admin", "admin");
            List<String> left = new ArrayList<>();
            gate.seat("admin", "admin").heldBy(Gate.holder(() -> left.add("first")));
            Seat second = gate.seat("admin", "admin");
            second.heldBy(Gate.holder(() -> left.add("second")));
            assertThat(left).isEmpty();
            second.firm();
            assertThat(left).containsExactly("first");
            assertThat(gate.access.seats().taken(admin.id())).isEqualTo(1);
            second.close();
            assertThat(gate.access.seats().taken(admin.id())).isZero();
        }
    }

    @Test
    void whoever_is_shut_out_while_he_comes_in_keeps_no_seat() throws Exception {
        try (Gate gate = new Gate(folder, Cost.CHEAP);
                ExecutorService viewer = Executors.newVirtualThreadPerTaskExecutor()) {
            Subscriber nora = gate.add("nora", "k7Qz9x", 0);
            for (int i = 0; i < 20; i++) {
                Future<?> zapping = viewer.submit(() -> {
                    for (int zap = 0; zap < 200; zap++) {
                        gate.admit("nora", "k7Qz9x", HOME);
                    }
                });
                gate.access.subscribers().edit(Gate.enabled(nora, false));
                zapping.get();
                assertThat(gate.access.seats().taken(nora.id())).isZero();
                gate.access.subscribers().edit(Gate.enabled(nora, true));
            }
        }
    }

    @Test
    void whoever_cannot_take_his_answer_keeps_no_seat_and_no_other_from_his() {
        try (Gate gate = restarted("nora", "k7Qz9x", Cost.DEAR)) {
            gate.access.turnstile().admit(Gate.play("nora", "k7Qz9x", HOME), admission -> {
                throw new IllegalStateException("my event loop has ended");
            });
            var other = gate.admit("nora", "k7Qz9x", HOME);
            await().until(() -> !other.isEmpty());
            assertThat(other).singleElement().isInstanceOf(Admission.Granted.class);
            assertThat(gate.access.seats().taken()).isEqualTo(1);
            assertThat(gate.hashes()).isEqualTo(1);
        }
    }

    @Test
    void nothing_prints_a_password() {
        Credentials credentials = Credentials.of("nora", "k7Qz9x");
        assertThat(credentials.toString()).contains("nora").doesNotContain("k7Qz9x");
        assertThat(new Claim(Realm.SUBSCRIBER, credentials, java.util.Optional.of("$argon2id$secret")).toString())
                .doesNotContain("k7Qz9x")
                .doesNotContain("argon2id");
    }

    /** A house that has just started again, so that it remembers no pair. */
    private Gate restarted(String name, String password, AccessSettings settings) {
        try (Gate before = new Gate(folder, settings)) {
            before.add(name, password);
        }
        return new Gate(folder, settings);
    }

    /** One wrong login from each of many addresses. */
    private static List<List<Admission>> flood(Gate gate, int addresses) {
        List<List<Admission>> answers = new ArrayList<>();
        for (int i = 0; i < addresses; i++) {
            answers.add(gate.admit("nora", "guess" + i, "203.0.113." + i));
        }
        return answers;
    }

    private static String shape(String encoded) {
        String[] parts = encoded.split("\\$");
        return parts[1] + parts[2] + parts[3] + parts[4].length() + "," + parts[5].length();
    }
}
