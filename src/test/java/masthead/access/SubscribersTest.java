package masthead.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import masthead.config.Secret;
import masthead.database.Database;
import masthead.database.OnBothDatabases;
import masthead.metrics.Metrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Subscribers and operators, kept on either database. */
class SubscribersTest {
    private static final NewSubscriber NORA = new NewSubscriber(
            "nora",
            new Secret("k7Qz9x"),
            false,
            Optional.of(Instant.parse("2027-01-01T00:00:00Z")),
            true,
            3,
            Set.of(Format.TS),
            Locks.read("192.0.2.0/24,2001:db8::/32", "TiviMate\n*Kodi*"));

    @OnBothDatabases
    void what_is_added_is_found_again_after_a_restart(Database database) {
        Subscriber nora;
        try (Gate gate = new Gate(database, Cost.CHEAP)) {
            nora = gate.access.subscribers().add(NORA);
            gate.add("paul", "secret");
        }
        try (Gate gate = new Gate(database, Cost.CHEAP)) {
            assertThat(gate.access.subscribers().find(nora.id())).contains(nora);
            assertThat(gate.access.subscribers().named("nora")).contains(nora);
            assertThat(gate.access.subscribers().all())
                    .extracting(Subscriber::username)
                    .containsExactly("nora", "paul");
            assertThat(nora)
                    .isEqualTo(new Subscriber(
                            nora.id(),
                            "nora",
                            false,
                            NORA.expiresAt(),
                            true,
                            3,
                            Set.of(Format.TS),
                            NORA.locks(),
                            Optional.empty(),
                            Instant.parse("2026-01-01T12:00:00Z")));
        }
    }

    @OnBothDatabases
    void an_edit_changes_what_it_names_and_nothing_else(Database database) {
        try (Gate gate = new Gate(database, Cost.CHEAP)) {
            Subscriber before = gate.access.subscribers().add(NORA);
            Subscriber after = gate.access
                    .subscribers()
                    .edit(new SubscriberEdit(
                            before.id(),
                            Optional.of("nora2"),
                            Optional.empty(),
                            Optional.of(true),
                            Optional.of(Optional.empty()),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(Set.of(Format.M3U8)),
                            Optional.empty()));
            assertThat(after)
                    .isEqualTo(new Subscriber(
                            before.id(),
                            "nora2",
                            true,
                            Optional.empty(),
                            true,
                            3,
                            Set.of(Format.M3U8),
                            NORA.locks(),
                            Optional.empty(),
                            before.createdAt()));
            assertThat(gate.access.subscribers().edit(Gate.edit(after))).isEqualTo(after);
            assertThat(gate.recognise("nora2", "k7Qz9x", "192.0.2.1")).isInstanceOf(Recognition.Known.class);
            assertThat(gate.recognise("nora", "k7Qz9x", "192.0.2.1")).isInstanceOf(Recognition.Unknown.class);
        }
    }

    @OnBothDatabases
    void a_removed_subscriber_is_gone_and_his_id_is_not_given_again(Database database) {
        try (Gate gate = new Gate(database, Cost.CHEAP)) {
            Subscriber nora = gate.access.subscribers().add(NORA);
            gate.access.subscribers().remove(nora.id());
            assertThat(gate.access.subscribers().find(nora.id())).isEmpty();
            assertThat(gate.add("nora", "another").id()).isNotEqualTo(nora.id());
            assertThatThrownBy(() -> gate.access.subscribers().remove(nora.id()))
                    .isInstanceOf(NoSuchSubscriber.class);
            assertThatThrownBy(() -> gate.access.subscribers().edit(Gate.edit(nora)))
                    .isInstanceOf(NoSuchSubscriber.class);
        }
    }

    @OnBothDatabases
    void a_name_is_given_once(Database database) {
        try (Gate gate = new Gate(database, Cost.CHEAP)) {
            gate.add("nora", "one");
            Subscriber paul = gate.add("paul", "two");
            assertThatThrownBy(() -> gate.add("nora", "three")).isInstanceOf(TakenName.class);
            assertThatThrownBy(() -> gate.access.subscribers().edit(Gate.name(paul, "nora")))
                    .isInstanceOf(TakenName.class);
            assertThat(gate.access.subscribers().all()).hasSize(2);
        }
    }

    @OnBothDatabases
    void a_password_is_kept_as_an_argon2id_hash_with_a_salt_of_its_own(Database database) {
        try (Gate gate = new Gate(database, Cost.CHEAP)) {
            gate.add("nora", "k7Qz9x");
            gate.add("paul", "k7Qz9x");
            gate.access.operators().add("root", new Secret("k7Qz9x"));
            var hashes = database.<java.util.List<String>>read(handle -> handle.createQuery(
                            "SELECT password_hash FROM subscriber UNION ALL SELECT password_hash FROM operator")
                    .mapTo(String.class)
                    .list());
            assertThat(hashes)
                    .hasSize(3)
                    .doesNotHaveDuplicates()
                    .allSatisfy(hash -> assertThat(hash)
                            .startsWith("$argon2id$v=19$m=64,t=1,p=1$")
                            .doesNotContain("k7Qz9x"));
        }
    }

    @OnBothDatabases
    void the_first_operator_is_known_after_a_restart(Database database) {
        try (Gate gate = new Gate(database, Cost.CHEAP)) {
            assertThat(gate.access.operators().none()).isTrue();
            gate.access.operators().add("admin", new Secret("admin"));
            assertThat(gate.access.operators().none()).isFalse();
        }
        try (Gate gate = new Gate(database, Cost.CHEAP)) {
            assertThat(gate.access.operators().none()).isFalse();
            assertThat(gate.access.operators().recognise(Credentials.of("admin", "admin"), "192.0.2.1"))
                    .isTrue();
            assertThat(gate.access.operators().recognise(Credentials.of("admin", "wrong"), "192.0.2.1"))
                    .isFalse();
            assertThat(gate.access.operators().recognise(Credentials.of("nobody", "admin"), "192.0.2.1"))
                    .isFalse();
        }
    }

    @OnBothDatabases
    void a_subscriber_is_no_operator(Database database) {
        try (Gate gate = new Gate(database, Cost.CHEAP)) {
            gate.add("nora", "k7Qz9x");
            assertThat(gate.recognise("nora", "k7Qz9x", "192.0.2.1")).isInstanceOf(Recognition.Known.class);
            assertThat(gate.access.operators().recognise(Credentials.of("nora", "k7Qz9x"), "192.0.2.1"))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api",
                "live",
                "LIVE",
                "health",
                "metrics",
                "get.php",
                "player_api.php",
                "logo",
                "c",
                "",
                "a b",
                "a/b",
                "é",
                ".",
                "..",
                "a%2Fb",
                "x123456789012345678901234567890123456789012345678901234567890123456"
            })
    void a_name_that_a_route_would_swallow_or_a_player_would_mangle_is_refused(String name) {
        assertThatThrownBy(() -> Names.check(name)).isInstanceOf(RefusedName.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "nora", "nora@example.net", "a.b-c_D9", "live2"})
    void an_ordinary_name_is_taken(String name) {
        Names.check(name);
        assertThat(name).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "line\nbreak", "nul\0"})
    void a_password_that_cannot_be_typed_is_refused_without_being_repeated(String password) {
        assertThatThrownBy(() -> Names.check(new Secret(password)))
                .isInstanceOf(RefusedPassword.class)
                .hasMessage("A password has 1 to 128 characters, none of them a control character.");
    }

    @OnBothDatabases
    void what_a_subscriber_watches_ends_when_he_may_not_watch_any_more(Database database) {
        try (Gate gate = new Gate(database, Cost.CHEAP)) {
            Subscriber removed = gate.add("removed", "a");
            Subscriber disabled = gate.add("disabled", "a");
            Subscriber expired = gate.add("expired", "a");
            Subscriber expiring = gate.add("expiring", "a");
            Subscriber shortened = gate.add("shortened", "a", 3);
            Subscriber untouched = gate.add("untouched", "a");
            var left = new java.util.concurrent.CopyOnWriteArrayList<String>();
            for (Subscriber each : gate.access.subscribers().all()) {
                gate.seat(each.username(), "a").heldBy(Gate.holder(() -> left.add(each.username())));
            }
            gate.seat("shortened", "a").heldBy(Gate.holder(() -> left.add("shortened, second")));

            gate.access.subscribers().remove(removed.id());
            gate.access.subscribers().edit(Gate.enabled(disabled, false));
            gate.access.subscribers().edit(Gate.expires(expired, gate.clock.instant()));
            gate.access
                    .subscribers()
                    .edit(Gate.expires(expiring, gate.clock.instant().plusSeconds(30)));
            gate.access.subscribers().edit(Gate.connections(shortened, 1));
            gate.access.subscribers().edit(Gate.name(untouched, "renamed"));
            assertThat(left).containsExactly("removed", "disabled", "expired", "shortened");

            gate.access.subscribers().endExpired();
            assertThat(left).hasSize(4);
            gate.clock.pass(Duration.ofSeconds(30));
            gate.access.subscribers().endExpired();
            assertThat(left).hasSize(5).last().isEqualTo("expiring");
            assertThat(gate.access.seats().taken()).isEqualTo(2);
        }
    }

    @Test
    @Timeout(20)
    @SuppressWarnings("NullAway") // nothing else makes the hash function throw
    void a_hash_that_cannot_be_made_is_an_error_and_not_a_wait_for_ever() {
        try (Passwords passwords = new Passwords(Cost.CHEAP, new Metrics(), new ManualClock())) {
            assertThatThrownBy(() -> passwords.hash(new Secret(null))).isInstanceOf(CompletionException.class);
        }
    }

    @OnBothDatabases
    void what_operators_do_to_subscribers_is_in_the_audit_without_a_secret(Database database) {
        try (Gate gate = new Gate(database, Cost.CHEAP)) {
            Subscriber nora = gate.add("nora", "first-pw");
            gate.access.subscribers().edit(Gate.password(nora, "second-pw"));
            gate.access.subscribers().edit(Gate.enabled(nora, false));
            gate.access.subscribers().remove(nora.id());
            assertThat(database.<List<String>>read(handle -> handle.createQuery(
                                    "SELECT operator || ' ' || action || ' ' || subject || ': ' || detail FROM audit"
                                            + " WHERE at = 1767268800000 ORDER BY id")
                            .mapTo(String.class)
                            .list()))
                    .containsExactly(
                            "operator add subscriber " + nora.id() + ": nora",
                            "operator edit subscriber " + nora.id() + ": password",
                            "operator edit subscriber " + nora.id() + ": enabled",
                            "operator remove subscriber " + nora.id() + ": nora");
        }
    }
}
