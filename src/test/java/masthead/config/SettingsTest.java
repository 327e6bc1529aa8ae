package masthead.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How settings are read, and what is said of those that cannot be used. */
class SettingsTest {
    @TempDir
    Path folder;

    enum Colour {
        RED,
        DARK_BLUE
    }

    /** A room with a setting of every kind. */
    @ConfigMapping(prefix = "lamp")
    @Doc("A lamp.")
    public interface LampSettings {
        @WithDefault("8000")
        @Between(min = 0, max = 65535)
        @Doc("Its port.")
        int port();

        @WithDefault("5s")
        @Within(min = "1ms", max = "7d")
        @Doc("How long it glows.")
        Duration glowTime();

        @WithDefault("16MiB")
        @Doc("Its size.")
        ByteSize size();

        @WithDefault("false")
        @Doc("Whether it is lit.")
        boolean lit();

        @WithDefault("red")
        @Doc("Its colour.")
        Colour colour();

        @Doc("Its password.")
        Optional<Secret> password();

        @WithDefault("0.5")
        @Between(min = 0, max = 1)
        @Doc("Its share of the light.")
        double share();

        @Doc("Where it is seen.")
        Optional<PublicUrl> seenAt();

        @Doc("Who may switch it.")
        Optional<Networks> switches();

        @Doc("Its name.")
        Optional<String> name();
    }

    private static LampSettings lamp(Origins origins) {
        return Settings.load(List.of(LampSettings.class), origins).of(LampSettings.class);
    }

    private static List<String> problems(Origins origins) {
        return catchThrowableOfType(SettingsException.class, () -> lamp(origins))
                .problems();
    }

    private static Origins flags(Map<String, String> flags) {
        return new Origins(flags, Map.of(), Optional.empty());
    }

    private static Origins environment(Map<String, String> environment) {
        return new Origins(Map.of(), environment, Optional.empty());
    }

    private Origins file(String text) throws IOException {
        return new Origins(Map.of(), Map.of(), Optional.of(Files.writeString(folder.resolve("lamp.yaml"), text)));
    }

    @Test
    void defaults_stand_where_nothing_is_written() {
        LampSettings lamp = lamp(Origins.NONE);
        assertThat(lamp.port()).isEqualTo(8000);
        assertThat(lamp.glowTime()).isEqualTo(Duration.ofSeconds(5));
        assertThat(lamp.size()).isEqualTo(new ByteSize(16 << 20));
        assertThat(lamp.lit()).isFalse();
        assertThat(lamp.colour()).isEqualTo(Colour.RED);
        assertThat(lamp.password()).isEmpty();
        assertThat(lamp.name()).isEmpty();
    }

    @Test
    void the_command_line_wins_over_the_environment_and_that_over_the_file() throws IOException {
        Path yaml =
                Files.writeString(folder.resolve("lamp.yaml"), "lamp:\n  port: 1\n  size: 1KiB\n  colour: dark-blue\n");
        LampSettings lamp = lamp(new Origins(
                Map.of("lamp.port", "3"),
                Map.of("MASTHEAD_LAMP_PORT", "2", "MASTHEAD_LAMP_SIZE", "2KiB", "PATH", "/bin"),
                Optional.of(yaml)));
        assertThat(lamp.port()).isEqualTo(3);
        assertThat(lamp.size()).isEqualTo(new ByteSize(2048));
        assertThat(lamp.colour()).isEqualTo(Colour.DARK_BLUE);
    }

    @ParameterizedTest
    @CsvSource({"200ms,PT0.2S", "5s,PT5S", "2m,PT2M", "1h,PT1H", "7d,PT168H", "PT1M30S,PT1M30S"})
    void times_are_written_as_people_write_them(String written, Duration meant) {
        assertThat(lamp(environment(Map.of("MASTHEAD_LAMP_GLOW_TIME", written))).glowTime())
                .isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a${b}c", "a\\,b", " spaced ", "$HOME", "#x: y"})
    void a_password_is_taken_to_the_letter(String password) {
        assertThat(lamp(environment(Map.of("MASTHEAD_LAMP_PASSWORD", password))).password())
                .contains(new Secret(password));
    }

    @Test
    void an_empty_value_counts_as_not_given() throws IOException {
        assertThat(lamp(environment(Map.of("MASTHEAD_LAMP_PORT", ""))).port()).isEqualTo(8000);
        assertThat(lamp(file("lamp:\n  port:\n  password:\n")).port()).isEqualTo(8000);
        assertThat(lamp(file("")).port()).isEqualTo(8000);
        assertThat(lamp(file("# nothing yet\n")).port()).isEqualTo(8000);
    }

    @Test
    void an_unknown_key_is_named_with_the_key_that_was_meant() throws IOException {
        assertThat(problems(file("lamp:\n  glowTme: 3s\n")))
                .containsExactly("lamp.glowTme in " + folder.resolve("lamp.yaml")
                        + ": there is no such setting; did you mean lamp.glow-time?");
        assertThat(problems(environment(Map.of("MASTHEAD_LAMP_PROT", "1"))))
                .containsExactly("MASTHEAD_LAMP_PROT in the environment: there is no such setting;"
                        + " did you mean MASTHEAD_LAMP_PORT?");
        assertThat(problems(flags(Map.of("entirely.different", "1"))))
                .containsExactly("entirely.different in the command line: there is no such setting");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lamp.port|eighty|a whole number, 0 to 65535",
                "lamp.port|65536|a whole number, 0 to 65535",
                "lamp.port|-1|a whole number, 0 to 65535",
                "lamp.glow-time|5 weeks|a time such as 200ms, 5s, 2m, 1h or 7d, 1ms to 7d",
                "lamp.glow-time|0s|a time such as 200ms, 5s, 2m, 1h or 7d, 1ms to 7d",
                "lamp.glow-time|8d|a time such as 200ms, 5s, 2m, 1h or 7d, 1ms to 7d",
                "lamp.share|1.1|a number such as 0.5, 0 to 1",
                "lamp.share|NaN|a number such as 0.5, 0 to 1",
                "lamp.seen-at|tv.example.net|http://HOST, https://HOST or either with :PORT, and no path",
                "lamp.seen-at|http://tv.example.net/path|http://HOST, https://HOST or either with :PORT, and no path",
                "lamp.seen-at|ftp://tv.example.net|http://HOST, https://HOST or either with :PORT, and no path",
                "lamp.seen-at|http://u:p@tv.example.net|http://HOST, https://HOST or either with :PORT, and no path",
                "lamp.seen-at|http://tv.example.net:99999|http://HOST, https://HOST or either with :PORT, and no path",
                "lamp.switches|localhost|addresses or ranges such as 127.0.0.1, 10.0.0.0/8 or fd00::/8",
                "lamp.switches|10.0.0.0/33|addresses or ranges such as 127.0.0.1, 10.0.0.0/8 or fd00::/8",
                "lamp.switches|10.0.0.1,|addresses or ranges such as 127.0.0.1, 10.0.0.0/8 or fd00::/8",
                "lamp.switches|10|addresses or ranges such as 127.0.0.1, 10.0.0.0/8 or fd00::/8",
                "lamp.glow-time|PT-1S|a time such as 200ms, 5s, 2m, 1h or 7d, 1ms to 7d",
                "lamp.size|huge|a size such as 512KiB, 16MiB or 1GiB",
                "lamp.size|999999999999999GiB|a size such as 512KiB, 16MiB or 1GiB",
                "lamp.lit|perhaps|true or false",
                "lamp.colour|green|one of red, dark-blue"
            })
    void a_bad_value_is_named_with_what_is_allowed(String key, String value, String allowed) {
        assertThat(problems(flags(Map.of(key, value))))
                .containsExactly(key + " in the command line: '" + value + "' cannot be used; write " + allowed);
    }

    @Test
    void a_public_address_is_a_scheme_a_host_and_a_port() {
        assertThat(PublicUrl.parse("http://tv.example.net")).isEqualTo(new PublicUrl("http", "tv.example.net", 80));
        assertThat(PublicUrl.parse("HTTPS://tv.example.net")).isEqualTo(new PublicUrl("https", "tv.example.net", 443));
        assertThat(PublicUrl.parse("http://[::1]:8080")).isEqualTo(new PublicUrl("http", "[::1]", 8080));
        assertThat(lamp(flags(Map.of("lamp.seen-at", "http://a:1"))).seenAt()).contains(new PublicUrl("http", "a", 1));
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, true",
        "11.1.2.3, false",
        "127.0.0.1, true",
        "127.0.0.2, false",
        "::ffff:10.1.2.3, true",
        "fd12::1, true",
        "fe80::1, false",
        "192.168.65.1, true",
        "192.168.128.1, false",
    })
    void a_network_contains_the_addresses_of_its_range(String address, boolean inside) {
        Networks networks = lamp(flags(Map.of("lamp.switches", "127.0.0.1, 10.0.0.0/8,fd00::/8 ,192.168.0.0/17")))
                .switches()
                .orElseThrow();
        assertThat(networks.contains(Networks.address(address))).isEqualTo(inside);
    }

    @Test
    void all_problems_are_told_at_once() {
        assertThat(problems(new Origins(
                        Map.of("lamp.port", "x"),
                        Map.of("MASTHEAD_LAMP_SIZE", "y", "MASTHEAD_LUMP", "z"),
                        Optional.of(folder.resolve("absent.yaml")))))
                .hasSize(4)
                .anyMatch(each -> each.contains("absent.yaml: cannot be read: there is no such file"));
    }

    @Test
    void a_secret_is_not_told_even_where_the_file_is_no_yaml() throws IOException {
        assertThat(problems(file("lamp:\n  password: \"hunter2\n  port: [\n")))
                .singleElement()
                .asString()
                .contains("lamp.yaml: not YAML")
                .doesNotContain("hunter2");
    }

    @Test
    void what_kubernetes_adds_to_the_environment_is_passed_over() {
        assertThat(lamp(environment(Map.of(
                                "MASTHEAD_SERVICE_HOST", "10.0.0.1",
                                "MASTHEAD_SERVICE_PORT_HTTP", "80",
                                "MASTHEAD_PORT", "tcp://10.0.0.1:80",
                                "MASTHEAD_PORT_80_TCP_ADDR", "10.0.0.1")))
                        .port())
                .isEqualTo(8000);
        assertThatThrownBy(() -> lamp(environment(Map.of("MASTHEAD_PORT", "80"))))
                .isInstanceOf(SettingsException.class);
    }

    @Test
    void the_sample_file_is_yaml_that_sets_every_key_to_its_default_when_uncommented() throws IOException {
        String sample = new SettingsPage(List.of(LampSettings.class)).sample();
        String uncommented = sample.replaceAll("(?m)^#", "").replaceAll("(?m)^ *#.*$", "");
        assertThat(uncommented).contains("  glow-time: 5s").contains("  name:");
        Origins origins = file(uncommented.replaceFirst("(?s)^.*?lamp:", "lamp:"));
        assertThat(lamp(origins).glowTime()).isEqualTo(Duration.ofSeconds(5));
    }
}
