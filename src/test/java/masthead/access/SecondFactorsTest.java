package masthead.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import masthead.access.SecondFactors.Verdict;
import masthead.config.Secret;
import masthead.database.Database;
import masthead.database.DatabaseSettings;
import masthead.metrics.Metrics;
import masthead.studio.Authenticator;
import masthead.studio.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The code that operators may ask of themselves: when it is good, and when no longer. */
@SuppressWarnings("NullAway.Init") // set before each
class SecondFactorsTest {
    private static final String HOME = "192.0.2.1";

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock();
    private Database database;
    private Access access;
    private SecondFactors factors;

    @BeforeEach
    void open() {
        Metrics metrics = new Metrics();
        database = Database.open(TestSettings.of(DatabaseSettings.class, Map.of()), folder, metrics);
        access = new Access(
                database,
                TestSettings.of(
                        AccessSettings.class, Map.of("access.hash-memory", "64KiB", "access.hash-iterations", "1")),
                metrics,
                clock);
        if (access.operators().none()) {
            access.operators().add("root", new Secret("0perator-s3cret"));
        }
        factors = access.secondFactors();
    }

    private void reopen() {
        close();
        open();
    }

    @AfterEach
    void close() {
        access.close();
        database.close();
    }

    private Authenticator enrolled() {
        return new Authenticator(factors.begin("root").key().value());
    }

    /** Switched on, and the code that did it no longer good. */
    private Authenticator on() {
        Authenticator authenticator = enrolled();
        factors.turnOn("root", authenticator.code(clock.instant()));
        clock.pass(Duration.ofSeconds(30));
        return authenticator;
    }

    private Verdict judge(String code) {
        return factors.judge("root", code, HOME);
    }

    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void codes_are_those_of_the_standards_examples(
            long seconds, String code) { // RFC 6238, appendix B, the last six digits
        byte[] key = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
        Instant at = Instant.ofEpochSecond(seconds);
        assertThat(Totp.code(key, Totp.step(at))).isEqualTo(code);
        assertThat(Totp.fits(key, code, at)).isEqualTo(OptionalLong.of(seconds / 30));
    }

    @ParameterizedTest
    @CsvSource({"f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "fooba, MZXW6YTB", "foobar, MZXW6YTBOI"})
    void keys_are_written_in_base_32(String plain, String written) { // RFC 4648, 10
        assertThat(Totp.base32(plain.getBytes(StandardCharsets.US_ASCII))).isEqualTo(written);
    }

    @Test
    void an_authenticator_is_told_key_and_name_in_the_usual_form() {
        access.operators().add("nora@home", new Secret("0perator-s3cret"), Role.VIEWER);
        SecondFactors.Enrolment enrolment = factors.begin("nora@home");
        assertThat(enrolment.key().value()).matches("[A-Z2-7]{32}");
        assertThat(enrolment.address().value())
                .isEqualTo("otpauth://totp/Masthead:nora%40home?secret="
                        + enrolment.key().value() + "&issuer=Masthead");
        assertThat(factors.begin("nora@home").key().value())
                .isEqualTo(enrolment.key().value());
        assertThat(enrolment.toString()).doesNotContain(enrolment.key().value());
    }

    @Test
    void it_is_on_when_a_code_of_the_key_came_back_and_not_before() {
        Authenticator authenticator = enrolled();
        assertThatThrownBy(() -> factors.turnOn("root", "000000"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not the code of this key");
        assertThat(factors.on("root")).isFalse();
        factors.turnOn("root", authenticator.code(clock.instant()));
        assertThat(factors.on("root")).isTrue();
    }

    @Test
    void a_key_that_nobody_confirms_in_ten_minutes_is_another_then() {
        Authenticator authenticator = enrolled();
        clock.pass(Duration.ofMinutes(11));
        assertThatThrownBy(() -> factors.turnOn("root", authenticator.code(clock.instant())))
                .hasMessageContaining("took too long");
    }

    @Test
    void a_code_is_good_once_and_so_is_none_from_before_it() {
        Authenticator authenticator = enrolled();
        String first = authenticator.code(clock.instant());
        factors.turnOn("root", first);
        assertThat(judge(first)).isInstanceOf(Verdict.Wrong.class); // it has switched it on
        clock.pass(Duration.ofSeconds(30));
        String second = authenticator.code(clock.instant());
        assertThat(judge(second.substring(0, 3) + " " + second.substring(3))).isInstanceOf(Verdict.Right.class);
        assertThat(judge(second)).isInstanceOf(Verdict.Wrong.class);
        assertThat(judge(first)).isInstanceOf(Verdict.Wrong.class);
    }

    @Test
    void a_restart_does_not_make_a_used_code_good_again() {
        Authenticator authenticator = on();
        String code = authenticator.code(clock.instant());
        assertThat(judge(code)).isInstanceOf(Verdict.Right.class);
        reopen();
        assertThat(factors.on("root")).isTrue();
        assertThat(judge(code)).isInstanceOf(Verdict.Wrong.class);
        clock.pass(Duration.ofSeconds(30));
        assertThat(judge(authenticator.code(clock.instant()))).isInstanceOf(Verdict.Right.class);
    }

    @Test
    void clocks_may_be_half_a_minute_apart_and_no_more() {
        Authenticator authenticator = on();
        clock.pass(Duration.ofMinutes(10));
        Instant now = clock.instant();
        assertThat(judge(authenticator.code(now.minusSeconds(60)))).isInstanceOf(Verdict.Wrong.class);
        assertThat(judge(authenticator.code(now.plusSeconds(60)))).isInstanceOf(Verdict.Wrong.class);
        assertThat(judge(authenticator.code(now.minusSeconds(30)))).isInstanceOf(Verdict.Right.class);
        assertThat(judge(authenticator.code(now.plusSeconds(30)))).isInstanceOf(Verdict.Right.class);
    }

    @Test
    void after_five_wrong_codes_none_is_looked_at_for_a_minute_and_then_for_two() {
        Authenticator authenticator = on();
        clock.pass(Duration.ofMinutes(10));
        for (int i = 0; i < 5; i++) {
            assertThat(factors.judge("root", "00000" + i, "192.0.2." + i)).isInstanceOf(Verdict.Wrong.class);
        }
        assertThat(judge(authenticator.code(clock.instant()))) // also a right one, from anywhere
                .isEqualTo(new Verdict.Locked(Duration.ofMinutes(1)));
        clock.pass(Duration.ofSeconds(60));
        assertThat(judge("000009")).isInstanceOf(Verdict.Wrong.class);
        assertThat(judge("000009")).isEqualTo(new Verdict.Locked(Duration.ofMinutes(2)));
        clock.pass(Duration.ofMinutes(2));
        assertThat(judge(authenticator.code(clock.instant()))).isInstanceOf(Verdict.Right.class);
        assertThat(judge("000009")).isInstanceOf(Verdict.Wrong.class);
        assertThat(judge("000009")).isInstanceOf(Verdict.Wrong.class); // counted anew
    }

    @Test
    void wrong_codes_count_against_the_address_as_wrong_passwords_do() {
        on();
        for (int i = 0; i < 4; i++) {
            judge("000000");
        }
        int heard = 0;
        for (int i = 0; i < 20; i++) { // as many wrong ones as an address may try without being slowed
            heard += access.tokens().judge("mht_none", HOME) instanceof ApiTokens.Verdict.Unknown ? 1 : 0;
        }
        assertThat(heard).isEqualTo(16);
    }

    @Test
    void recovery_codes_are_good_once_each_and_no_code_of_another() {
        Authenticator authenticator = enrolled();
        List<Secret> codes = factors.turnOn("root", authenticator.code(clock.instant()));
        assertThat(codes)
                .hasSize(10)
                .doesNotHaveDuplicates()
                .allMatch(each -> each.value().matches("[A-Z2-7]{4}(-[A-Z2-7]{4}){3}"));
        assertThat(judge(codes.get(3).value().toLowerCase(Locale.ROOT).replace("-", " ")))
                .isInstanceOf(Verdict.Right.class);
        assertThat(judge(codes.get(3).value())).isInstanceOf(Verdict.Wrong.class);
        assertThat(factors.recoveryLeft("root")).isEqualTo(9);
        access.operators().add("vera", new Secret("0perator-s3cret"), Role.VIEWER);
        assertThat(factors.judge("vera", codes.get(4).value(), HOME)).isInstanceOf(Verdict.Wrong.class);
        assertThat(judge("")).isInstanceOf(Verdict.Wrong.class);
        assertThat(judge("x".repeat(10_000))).isInstanceOf(Verdict.Wrong.class);
    }

    @Test
    void neither_key_nor_recovery_codes_are_readable_in_the_data_folder() throws IOException {
        String key = factors.begin("root").key().value();
        List<Secret> codes = factors.turnOn("root", new Authenticator(key).code(clock.instant()));
        close();
        String file = Files.readString(folder.resolve("masthead.db"), StandardCharsets.ISO_8859_1);
        assertThat(file).doesNotContain(key);
        assertThat(codes)
                .noneMatch(each -> file.contains(each.value())
                        || file.contains(each.value().replace("-", "")));
        open();
    }

    @Test
    void it_ends_when_it_is_switched_off_and_with_its_operator() {
        on();
        factors.turnOff("root");
        assertThat(factors.on("root")).isFalse();
        assertThatThrownBy(() -> factors.turnOff("root")).hasMessageContaining("no second factor");
        access.operators().add("vera", new Secret("0perator-s3cret"), Role.VIEWER);
        factors.turnOn("vera", new Authenticator(factors.begin("vera").key().value()).code(clock.instant()));
        access.operators().remove("vera");
        access.operators().add("vera", new Secret("0perator-s3cret"), Role.VIEWER);
        assertThat(factors.on("vera")).isFalse();
        reopen();
        assertThat(factors.on("vera")).isFalse();
    }
}
