package masthead.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import masthead.access.Access;
import masthead.access.AccessSettings;
import masthead.access.Credentials;
import masthead.config.Origins;
import masthead.config.Secret;
import masthead.config.Settings;
import masthead.database.Database;
import masthead.database.DatabaseSettings;
import masthead.metrics.Metrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An empty database is filled once. */
class FirstStartTest {
    private static final Settings SETTINGS = Settings.load(
            List.of(DatabaseSettings.class, AccessSettings.class),
            new Origins(
                    Map.of("access.hash-memory", "64KiB", "access.hash-iterations", "1"), Map.of(), Optional.empty()));

    @TempDir
    Path folder;

    private Database database;
    private Access access;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void open() {
        database = Database.open(SETTINGS.of(DatabaseSettings.class), folder, new Metrics());
        access = new Access(database, SETTINGS.of(AccessSettings.class), new Metrics(), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        access.close();
        database.close();
    }

    private void start(Optional<Secret> chosen) {
        new FirstStart(access, chosen, false, new PrintStream(printed, true, UTF_8)).finish();
    }

    private boolean operatorIs(String password) {
        return access.operators().recognise(new Credentials("admin", new Secret(password)), "127.0.0.1");
    }

    @Test
    void a_password_is_made_up_and_printed_once() {
        start(Optional.empty());
        Matcher password = Pattern.compile("password (\\S{14}) ").matcher(printed.toString(UTF_8));
        assertThat(password.find()).isTrue();
        assertThat(operatorIs(password.group(1))).isTrue();
        assertThat(access.subscribers().named("admin")).isPresent();
        printed.reset();
        start(Optional.empty());
        assertThat(printed.size()).isZero();
    }

    @Test
    void where_there_is_a_dashboard_its_address_is_printed_and_nobody_is_made() {
        FirstStart start = new FirstStart(access, Optional.empty(), true, new PrintStream(printed, true, UTF_8));
        start.finish();
        assertThat(printed.size()).as("before there is anything at the address").isZero();
        start.invite("http://localhost:8000/tv");
        String code = start.code().text().orElseThrow();
        assertThat(code).hasSizeGreaterThan(14);
        assertThat(printed.toString(UTF_8)).contains("http://localhost:8000/tv/dashboard/setup?code=" + code);
        assertThat(access.operators().none()).isTrue();
        assertThat(access.subscribers().all()).isEmpty();
    }

    @Test
    void there_is_no_code_where_somebody_is_or_a_password_was_chosen() {
        PrintStream out = new PrintStream(printed, true, UTF_8);
        FirstStart chosen = new FirstStart(access, Optional.of(new Secret("first")), true, out);
        assertThat(chosen.code().text()).isEmpty();
        chosen.finish();
        FirstStart later = new FirstStart(access, Optional.empty(), true, out);
        assertThat(later.code().text()).isEmpty();
        later.invite("http://localhost:8000");
        assertThat(printed.size()).isZero();
    }

    @Test
    void a_made_up_password_is_printed_before_it_is_kept() {
        AtomicBoolean keptTooEarly = new AtomicBoolean();
        PrintStream out = new PrintStream(printed, true, UTF_8) {
            @Override
            public void println(String line) {
                keptTooEarly.set(!access.operators().none());
                super.println(line);
            }
        };
        new FirstStart(access, Optional.empty(), false, out).finish();
        assertThat(printed.toString(UTF_8)).contains("password");
        assertThat(keptTooEarly).isFalse();
        assertThat(access.operators().none()).isFalse();
    }

    @Test
    void a_chosen_password_is_taken_and_not_printed() {
        start(Optional.of(new Secret("chosen-one")));
        assertThat(operatorIs("chosen-one")).isTrue();
        assertThat(printed.size()).isZero();
    }

    @Test
    void a_later_start_does_not_change_the_password() {
        start(Optional.of(new Secret("first")));
        start(Optional.of(new Secret("second")));
        assertThat(operatorIs("first")).isTrue();
        assertThat(operatorIs("second")).isFalse();
    }

    @Test
    void a_first_start_that_was_killed_half_way_is_made_whole_by_the_next() {
        start(Optional.of(new Secret("first")));
        database.change(handle -> handle.execute("DELETE FROM operator"));
        access.close();
        access = new Access(database, SETTINGS.of(AccessSettings.class), new Metrics(), Clock.systemUTC());
        start(Optional.of(new Secret("second")));
        assertThat(operatorIs("second")).isTrue();
        assertThat(access.subscribers().all()).hasSize(1);
    }
}
