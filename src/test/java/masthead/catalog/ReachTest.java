package masthead.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import masthead.config.ProxyUrl;
import masthead.database.Database;
import masthead.database.OnBothDatabases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a provider is reached: kept, changed a part at a time, and within bounds. */
class ReachTest {
    private static final Reach WHOLE = new Reach(
            Map.of("Referer", "http://tv.example.net/?ö=\"1\"", "X-Key", "k"),
            Optional.of(ProxyUrl.parse("socks5://nora:hunter2@proxy:1080")),
            Optional.of(Duration.ofSeconds(3)),
            Optional.of(Duration.ofSeconds(20)));

    @OnBothDatabases
    void it_is_kept_and_read_back_as_it_was(Database database) {
        Catalogs catalogs = new Catalogs(database, Clock.systemUTC());
        ProviderId id = added(catalogs);
        assertThat(new Catalogs(database, Clock.systemUTC())
                        .current()
                        .provider(id)
                        .orElseThrow()
                        .reach())
                .isEqualTo(WHOLE);
    }

    @OnBothDatabases
    void a_provider_added_without_one_is_reached_straight(Database database) {
        Catalogs catalogs = new Catalogs(database, Clock.systemUTC());
        Provider added = catalogs.add(new NewProvider("Panel", ProviderKind.M3U, "", 0, ""));
        assertThat(added.reach()).isEqualTo(Reach.DIRECT);
    }

    @OnBothDatabases
    void an_edit_changes_only_the_parts_that_are_present(Database database) {
        Catalogs catalogs = new Catalogs(database, Clock.systemUTC());
        ProviderId id = added(catalogs);
        Provider edited = catalogs.edit(edit(
                id,
                new ReachEdit(
                        Optional.empty(),
                        Optional.of(Optional.empty()),
                        Optional.of(Optional.of(Duration.ofSeconds(5))),
                        Optional.empty())));
        assertThat(edited.reach())
                .isEqualTo(new Reach(
                        WHOLE.headers(), Optional.empty(), Optional.of(Duration.ofSeconds(5)), WHOLE.silenceTimeout()));
        assertThat(catalogs.edit(edit(id, ReachEdit.NONE)).reach()).isEqualTo(edited.reach());
        assertThat(catalogs.edit(edit(
                                id,
                                new ReachEdit(
                                        Optional.of(Map.of()),
                                        Optional.empty(),
                                        Optional.of(Optional.empty()),
                                        Optional.of(Optional.empty()))))
                        .reach())
                .isEqualTo(Reach.DIRECT);
    }

    @OnBothDatabases
    void the_audit_names_what_changed_and_no_value(Database database) {
        Catalogs catalogs = new Catalogs(database, Clock.systemUTC());
        ProviderId id = added(catalogs);
        catalogs.edit(edit(
                id,
                new ReachEdit(
                        Optional.of(Map.of("X-Key", "secret")),
                        Optional.of(WHOLE.proxy()),
                        Optional.empty(),
                        Optional.empty())));
        assertThat(database.<String>read(
                        handle -> handle.createQuery("SELECT detail FROM audit ORDER BY id DESC LIMIT 1")
                                .mapTo(String.class)
                                .one()))
                .isEqualTo("headers, proxy");
    }

    @Test
    void nothing_that_is_printed_holds_a_header_or_a_password() {
        assertThat(WHOLE.toString()).contains("Referer", "socks5://proxy:1080").doesNotContain("hunter2", "example");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            User-Agent        | VLC     | set the provider's user agent
            Host              | a       | belongs to the connection
            transfer-encoding | chunked | belongs to the connection
            Proxy-Auth        | a       | belongs to the connection
            a b               | c       | a header's name
            """)
    void headers_that_would_break_a_request_are_refused(String name, String value, String reason) {
        assertThatThrownBy(() -> headers(Map.of(name, value))).hasMessageContaining(reason);
    }

    @Test
    void headers_are_bounded_and_given_once() {
        assertThatThrownBy(() -> headers(Map.of("X", "a\r\nY: b"))).hasMessageContaining("control character");
        assertThatThrownBy(() -> headers(Map.of("X", "x".repeat(4001)))).hasMessageContaining("at most 4000");
        assertThatThrownBy(() -> headers(Map.of("X-a", "1", "x-A", "2"))).hasMessageContaining("twice");
        Map<String, String> many =
                IntStream.range(0, 33).boxed().collect(Collectors.toMap(each -> "X-" + each, each -> "v"));
        assertThatThrownBy(() -> headers(many)).hasMessageContaining("at most 32");
    }

    @Test
    void timeouts_are_within_bounds() {
        assertThatThrownBy(() -> timeouts(Duration.ZERO, Duration.ofSeconds(1)))
                .hasMessage("a connect timeout is 1 to 600 seconds");
        assertThatThrownBy(() -> timeouts(Duration.ofSeconds(1), Duration.ofSeconds(3601)))
                .hasMessage("a silence timeout is 1 to 3600 seconds");
    }

    private static Reach headers(Map<String, String> headers) {
        return new Reach(headers, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static ReachEdit timeouts(Duration connect, Duration silence) {
        return new ReachEdit(
                Optional.empty(),
                Optional.empty(),
                Optional.of(Optional.of(connect)),
                Optional.of(Optional.of(silence)));
    }

    private static ProviderId added(Catalogs catalogs) {
        return catalogs.add(new NewProvider("Panel", ProviderKind.M3U, "", 0, "", WHOLE))
                .id();
    }

    private static ProviderEdit edit(ProviderId id, ReachEdit reach) {
        return new ProviderEdit(id, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), reach);
    }
}
