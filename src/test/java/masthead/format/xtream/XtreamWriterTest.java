package masthead.format.xtream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import masthead.studio.Golden;
import org.junit.jupiter.api.Test;

class XtreamWriterTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final ServerFacts SERVER = new ServerFacts("http", "tv.example.net", 8080, NOW, ZoneId.of("UTC"));
    private static final CategoryRow NEWS = new CategoryRow(12, "News");
    private static final LiveRow ALPHA = new LiveRow(
            1,
            "Alpha News HD",
            1001,
            "http://tv.example.net:8080/logo/1001.png",
            "alpha.news",
            Instant.ofEpochSecond(1_767_000_000),
            NEWS,
            7);
    private static final LiveRow BETA =
            new LiveRow(2, "Bêta \"📺\" / 2\r\n", 2_147_483_647, "", "", NOW, new CategoryRow(7, "Ünsorted"), 0);
    private static final ListingRow EVENING = new ListingRow(
            900_123, "alpha.news", NOW, NOW.plusSeconds(1800), "Soirée 📺", "World headlines.", true, false);

    @Test
    void a_login_is_written_as_players_read_it() {
        Golden.check("xtream/format/login.json", written(json -> json.login(account(AccountStatus.ACTIVE), SERVER)));
    }

    @Test
    void an_account_without_an_end_has_a_null_exp_date() {
        AccountFacts endless = new AccountFacts(
                "nora", "k7Qz9x", "", AccountStatus.DISABLED, Optional.empty(), true, 1, NOW, 0, List.of());
        Golden.check("xtream/format/login_endless_trial.json", written(json -> json.login(endless, SERVER)));
    }

    @Test
    void behind_tls_the_https_port_is_ours() {
        ServerFacts tls = new ServerFacts("https", "tv.example.net", 8443, NOW, ZoneId.of("UTC"));
        assertThat(written(json -> json.login(account(AccountStatus.ACTIVE), tls)))
                .contains("\"https_port\":\"8443\",\"server_protocol\":\"https\"");
    }

    @Test
    void a_refusal_is_auth_zero_with_formats() {
        Golden.check("xtream/format/refusal.json", written(json -> json.refusal("Invalid username or password")));
    }

    @Test
    void categories_are_written_as_players_read_them() {
        Golden.check("xtream/format/categories.json", written(json -> json.categories(List.of(NEWS, BETA.category()))));
    }

    @Test
    void live_streams_are_written_as_players_read_them() {
        Golden.check("xtream/format/live_streams.json", written(json -> {
            json.beginList();
            json.live(ALPHA);
            json.live(BETA);
            json.endList();
        }));
    }

    @Test
    void listings_are_written_as_players_read_them() {
        Golden.check("xtream/format/listings.json", written(json -> json.listings(List.of(EVENING), ZoneId.of("UTC"))));
    }

    @Test
    void listings_of_several_streams_are_an_object() {
        Map<Integer, List<ListingRow>> listings = new LinkedHashMap<>();
        listings.put(1001, List.of(EVENING));
        listings.put(1002, List.of());
        Golden.check(
                "xtream/format/listings_by_stream.json",
                written(json -> json.listingsByStream(listings, ZoneId.of("UTC"))));
    }

    @Test
    void the_panels_listings_are_a_bare_array() {
        Golden.check("xtream/format/panel_listings.json", written(json -> json.panelListings(List.of(EVENING))));
    }

    @Test
    void the_panel_is_written_as_old_players_read_it() {
        Golden.check("xtream/format/panel.json", written(json -> {
            json.beginPanel(
                    account(AccountStatus.ACTIVE),
                    SERVER,
                    new XtreamWriter.Categories(List.of(NEWS), List.of(), List.of()));
            json.panelChannel(ALPHA);
            json.panelChannel(BETA);
            json.endPanel();
        }));
    }

    @Test
    void a_title_survives_strict_base64() {
        Matcher title = Pattern.compile("\"title\":\"([^\"]*)\"")
                .matcher(written(json -> json.listings(List.of(EVENING), ZoneId.of("UTC"))));
        assertThat(title.find()).isTrue();
        assertThat(new String(Base64.getDecoder().decode(title.group(1)), StandardCharsets.UTF_8))
                .isEqualTo("Soirée 📺");
    }

    @Test
    void a_name_with_half_a_surrogate_does_not_cost_the_list() {
        LiveRow damaged = new LiveRow(1, "bad \ud83d name", 5, "", "", NOW, NEWS, 0);
        assertThat(written(json -> json.live(damaged))).contains("\"name\":\"bad \ufffd name\"");
    }

    @Test
    void a_password_is_not_in_the_text_of_an_account() {
        assertThat(account(AccountStatus.ACTIVE)).hasToString("AccountFacts[ACTIVE]");
    }

    private static AccountFacts account(AccountStatus status) {
        return new AccountFacts(
                "nora",
                "k7Qz9x",
                "",
                status,
                Optional.of(Instant.ofEpochSecond(1_798_761_600)),
                false,
                0,
                Instant.ofEpochSecond(1_735_689_600),
                2,
                List.of("m3u8", "ts"));
    }

    private static String written(Consumer<XtreamWriter> answer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (XtreamWriter writer = new XtreamWriter(out)) {
            answer.accept(writer);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
