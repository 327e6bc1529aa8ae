package masthead.studio.engine;

import static masthead.studio.engine.Plain.field;
import static masthead.studio.engine.Plain.get;
import static masthead.studio.engine.Plain.path;
import static masthead.studio.engine.Plain.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import masthead.studio.FakePlayer;
import masthead.studio.engine.Policies.DupPolicy;
import masthead.studio.engine.Policies.StopScope;
import masthead.studio.engine.Policies.WhenFull;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The fake engine does what is known of the real one: the table of reference 7.3. */
class StudioEngineTest {
    private static final Content ONE = Content.marked("One");
    private static final Content TWO = Content.marked("Two");
    private static final String ONE_ID = "id=" + ONE.contentId();

    private final FakeEngine engine = new FakeEngine().add(ONE, TWO);

    @AfterEach
    void close() {
        engine.close();
    }

    private FakePlayer read(Map<String, Object> started, String name) {
        return FakePlayer.tune(field(started, "playback_url"), name);
    }

    private String stop(Map<String, Object> started) throws IOException {
        return get(engine, path(field(started, "command_url")) + "?method=stop");
    }

    private String statistics(Map<String, Object> started) throws IOException {
        return get(engine, path(field(started, "stat_url")));
    }

    @Test
    void a_start_answers_addresses_built_from_the_host_header_and_numbers_that_are_numbers() throws IOException {
        String answer = get(engine, "/ace/getstream?format=json&pid=p&" + ONE_ID);

        assertThat(answer)
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("Access-Control-Allow-Origin: *")
                .contains("\"playback_url\":\"http://" + engine.address() + "/ace/r/" + ONE.infohash() + "/")
                .contains("\"is_live\":1,\"is_encrypted\":0,\"client_session_id\":-1")
                .contains("\"infohash\":\"" + ONE.infohash() + "\"")
                .endsWith("},\"error\":null}")
                .doesNotContain("event_url");
        assertThat(engine.starts()).isEqualTo(1);
        assertThat(engine.sessions(ONE)).hasSize(1);
    }

    @Test
    void of_several_selectors_the_content_id_wins_then_the_infohash() throws IOException {
        assertThat(field(start(engine, "infohash=" + TWO.infohash() + "&content_id=" + ONE.contentId()), "infohash"))
                .isEqualTo(ONE.infohash());
        assertThat(field(start(engine, "magnet=magnet:?xt=urn:btih:" + TWO.infohash()), "infohash"))
                .isEqualTo(TWO.infohash());
    }

    @Test
    void what_cannot_be_loaded_is_an_error_with_status_200() throws IOException {
        assertThat(get(engine, "/ace/getstream?format=json&id=" + "0".repeat(40)))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .endsWith("{\"response\":null,\"error\":\"failed to load content\"}");
        assertThat(get(engine, "/ace/getstream?format=json&id=" + ONE.infohash()))
                .as("an infohash is no content id")
                .contains("failed to load content");
    }

    @Test
    void an_engine_that_is_not_strict_takes_an_infohash_for_a_content_id() throws IOException {
        engine.policies(Policies.QUICK.withStrictIds(false));

        assertThat(field(start(engine, "id=" + ONE.infohash()), "infohash")).isEqualTo(ONE.infohash());
    }

    @Test
    void without_format_json_it_redirects_and_fails_with_500() throws IOException {
        assertThat(get(engine, "/ace/getstream?" + ONE_ID))
                .startsWith("HTTP/1.1 302 Found\r\n")
                .contains("Location: http://" + engine.address() + "/ace/r/" + ONE.infohash());
        assertThat(get(engine, "/ace/getstream?id=unknown"))
                .startsWith("HTTP/1.1 500 ")
                .contains("text/plain");
    }

    @Test
    void the_body_has_no_length_and_no_chunks_and_every_packet_in_order() throws IOException {
        try (FakePlayer player = read(start(engine, ONE_ID), "One")) {
            await().until(() -> player.verdict().packets() > 1000);

            assertThat(player.status()).isEqualTo(200);
            assertThat(player.head().headers()).doesNotContainKeys("Content-Length", "Transfer-Encoding");
            assertThat(player.verdict().torn()).isZero();
            assertThat(player.verdict().lost()).isZero();
            assertThat(player.verdict().disordered()).isZero();
            assertThat(player.verdict().runs()).isEqualTo(1);
        }
    }

    @Test
    void the_head_of_the_body_is_withheld_until_the_prebuffer_is_full() throws IOException {
        engine.policies(Policies.QUICK.withPrebuffer(Duration.ofMillis(700)));
        Map<String, Object> started = start(engine, ONE_ID);
        long began = System.nanoTime();
        try (FakePlayer player = read(started, "One")) {
            assertThat(statistics(started)).contains("\"status\":\"prebuf\",\"progress\":");
            assertThat(player.status()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(500));
            assertThat(statistics(started)).contains("\"status\":\"dl\"");
        }
    }

    @Test
    void a_reader_gets_a_burst_from_the_past_and_then_real_time() throws IOException {
        engine.policies(Policies.QUICK.withBurst(Duration.ofSeconds(8)));
        try (FakePlayer player = read(start(engine, ONE_ID), "One")) {
            await().until(() -> player.verdict().packets() > 10 * 25 * 27);
            long before = player.verdict().packets();
            long began = System.nanoTime();
            await().until(() -> player.verdict().packets() > before + 25 * 27);

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(800));
        }
    }

    @Test
    void statistics_tell_speeds_and_a_live_position_of_texts() throws IOException {
        assertThat(statistics(start(engine, ONE_ID)))
                .contains("\"peers\":7", "\"speed_down\":123", "\"livepos\":{\"first_ts\":\"", "\"is_live\":\"1\"");
    }

    @Test
    void after_a_stop_nothing_knows_the_session_and_its_body_ends() throws IOException {
        Map<String, Object> started = start(engine, ONE_ID + "&use_api_events=1");
        try (FakePlayer player = read(started, "One")) {
            await().until(() -> player.bytes() > 0);

            assertThat(stop(started)).endsWith("{\"response\":\"ok\",\"error\":null}");
            await().until(player::ended);
            String unknown = "{\"response\":null,\"error\":\"unknown playback session id\"}";
            assertThat(statistics(started)).endsWith(unknown);
            assertThat(stop(started)).endsWith(unknown);
            assertThat(get(engine, path(field(started, "event_url")))).endsWith(unknown);
            assertThat(engine.sessions()).isEmpty();
        }
    }

    @Test
    void the_same_content_for_the_same_player_is_the_same_session_and_its_new_reader_ends_the_old() throws IOException {
        Map<String, Object> first = start(engine, ONE_ID + "&pid=p");
        Map<String, Object> second = start(engine, ONE_ID + "&pid=p");
        assertThat(field(second, "command_url")).isEqualTo(field(first, "command_url"));
        try (FakePlayer old = read(first, "One")) {
            await().until(() -> old.bytes() > 0);
            try (FakePlayer young = read(second, "One")) {
                await().until(old::ended);
                await().until(() -> young.bytes() > 0);
                assertThat(engine.peakReaders(ONE)).isEqualTo(1);
            }
        }
    }

    @Test
    void two_players_of_a_content_share_the_playback_and_one_stop_ends_both() throws IOException {
        Map<String, Object> first = start(engine, ONE_ID + "&pid=p");
        Map<String, Object> second = start(engine, ONE_ID + "&pid=q");
        assertThat(field(second, "command_url")).isNotEqualTo(field(first, "command_url"));
        assertThat(field(second, "playback_session_id")).isEqualTo(field(first, "playback_session_id"));

        stop(first);

        assertThat(statistics(second)).contains("unknown playback session id");
    }

    @Test
    void a_stop_can_be_told_to_end_one_session_alone() throws IOException {
        engine.policies(Policies.QUICK.withStopScope(StopScope.SESSION));
        Map<String, Object> first = start(engine, ONE_ID + "&pid=p");
        Map<String, Object> second = start(engine, ONE_ID + "&pid=q");

        stop(first);

        assertThat(statistics(second)).doesNotContain("unknown playback session id");
    }

    @ParameterizedTest
    @EnumSource(DupPolicy.class)
    void a_second_player_of_a_content_does_to_the_first_what_the_policy_says(DupPolicy policy) throws IOException {
        engine.policies(Policies.QUICK.withDup(policy));
        try (FakePlayer player = read(start(engine, ONE_ID + "&pid=p"), "One")) {
            await().until(() -> player.bytes() > 0);

            String second = start(engine, ONE_ID + "&pid=q").toString();

            if (policy == DupPolicy.KILL_OLD) {
                await().until(player::ended);
            } else {
                long before = player.bytes();
                await().until(() -> player.bytes() > before);
            }
            assertThat(second.contains("got newer download")).isEqualTo(policy == DupPolicy.REFUSE);
        }
    }

    @Test
    void a_player_who_starts_another_content_loses_the_one_before() throws IOException {
        Map<String, Object> first = start(engine, ONE_ID + "&pid=p");

        start(engine, "id=" + TWO.contentId() + "&pid=p");

        assertThat(statistics(first)).contains("unknown playback session id");
        assertThat(engine.sessions())
                .singleElement()
                .extracting(LiveSession::infohash)
                .isEqualTo(TWO.infohash());
    }

    @Test
    void a_session_without_reader_ends_after_a_while_unless_its_statistics_are_asked_for() throws IOException {
        engine.policies(Policies.QUICK.withIdleStop(Duration.ofMillis(400)));
        Map<String, Object> asked = start(engine, ONE_ID + "&pid=p");
        start(engine, "id=" + TWO.contentId() + "&pid=q");

        await().pollInterval(Duration.ofMillis(50)).until(() -> {
            statistics(asked);
            return engine.sessions(TWO).isEmpty();
        });
        assertThat(engine.sessions(ONE)).hasSize(1);
        await().pollInterval(Duration.ofMillis(50)).until(() -> {
            get(engine, path(field(asked, "stat_url")) + "?skip_player_activity=1");
            return engine.sessions().isEmpty();
        });
    }

    @Test
    void a_full_engine_hangs_or_refuses() throws IOException {
        engine.policies(Policies.QUICK.withMaxSessions(1, WhenFull.ERROR));
        start(engine, ONE_ID + "&pid=p");
        assertThat(start(engine, "id=" + TWO.contentId() + "&pid=q").toString()).contains("too many sessions");

        engine.policies(Policies.QUICK.withMaxSessions(1, WhenFull.HANG));
        try (Plain waiting = new Plain(engine, "GET", "/ace/getstream?format=json&pid=q&id=" + TWO.contentId(), "")) {
            assertThat(waiting.silent(300)).isTrue();
        }
    }

    @Test
    void events_wait_until_there_is_one() throws IOException {
        Map<String, Object> started = start(engine, ONE_ID + "&use_api_events=1");
        try (Plain waiting = new Plain(engine, "GET", path(field(started, "event_url")), "")) {
            assertThat(waiting.silent(200)).isTrue();

            engine.event(ONE, "download_stopped", Map.of("reason", "missing_option"));

            assertThat(new String(waiting.in().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                    .endsWith("{\"response\":{\"name\":\"download_stopped\",\"params\":"
                            + "{\"reason\":\"missing_option\"}},\"error\":null}");
        }
    }

    @Test
    void encrypted_content_plays_as_hls_alone() throws IOException {
        engine.add(ONE.with(new Content.Nature(true, true)));

        assertThat(get(engine, path(field(start(engine, ONE_ID), "playback_url"))))
                .startsWith("HTTP/1.1 403 ");
        String started = get(engine, "/ace/manifest.m3u8?format=json&pid=h&" + ONE_ID);
        assertThat(get(engine, path(field(Plain.json(started), "playback_url"))))
                .contains("#EXTM3U");
    }

    @Test
    void hls_has_13_segments_that_begin_with_tables_and_a_key_frame() throws IOException {
        String started = get(engine, "/ace/manifest.m3u8?format=json&pid=h&" + ONE_ID);
        String address = field(Plain.json(started), "playback_url");
        assertThat(address).endsWith(".m3u8").contains("/ace/m/");

        String playlist = get(engine, path(address));

        assertThat(playlist).contains("#EXT-X-MEDIA-SEQUENCE:");
        assertThat(playlist.lines().filter(each -> each.contains("/ace/c/")).toList())
                .hasSize(13);
        String segment = playlist.lines()
                .filter(each -> each.contains("/ace/c/"))
                .findFirst()
                .orElseThrow();
        try (FakePlayer player = FakePlayer.tune(segment, "One")) {
            await().until(player::ended);
            assertThat(player.verdict().flawless()).isTrue();
        }
        assertThat(get(engine, "/ace/c/" + ONE.infohash() + "/99999.ts")).contains("download not found");
    }

    @Test
    void a_player_id_that_is_used_again_gets_an_old_playlist() throws IOException {
        String query = "/ace/manifest.m3u8?format=json&pid=h&" + ONE_ID;
        stop(Plain.json(get(engine, query)));

        String playlist = get(engine, path(field(Plain.json(get(engine, query)), "playback_url")));

        assertThat(playlist).contains("/0.ts").contains("#EXT-X-MEDIA-SEQUENCE:0");
        assertThat(get(engine, "/ace/c/" + ONE.infohash() + "/0.ts")).contains("download not found");
    }

    @Test
    void version_status_conversions_and_search_answer() throws IOException {
        assertThat(get(engine, "/webui/api/service?method=get_version")).contains("{\"result\":{\"code\":");
        assertThat(get(engine, "/webui/api/service?method=get_version&format=jsonp&callback=f"))
                .contains("f({\"result\"");
        assertThat(get(engine, "/server/api?api_version=3&method=get_network_connection_status"))
                .contains("\"connected\":true");
        assertThat(get(engine, "/server/api?method=get_content_id&infohash=" + ONE.infohash()))
                .contains(ONE.contentId());
        assertThat(get(engine, "/server/api?method=get_content_id&infohash=" + ONE.contentId()))
                .contains("{\"error\":{\"message\":");
        assertThat(get(engine, "/server/api?method=get_media_files&content_id=" + ONE.contentId()))
                .contains("\"infohash\":\"" + ONE.infohash() + "\"", "\"type\":\"live\"");
        assertThat(get(engine, "/server/api?method=sign_out")).contains("access denied");
        assertThat(get(engine, "/search?query=tw&page_size=1"))
                .contains("\"total\":1", "\"name\":\"Two\"", "\"infohash\":\"" + TWO.infohash() + "\"");
        assertThat(get(engine, "/search?page=2&page_size=1")).contains("\"results\":[]");
        assertThat(get(engine, "/nothing")).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void a_stream_is_cut_for_want_of_a_paid_option_if_so_wished() throws IOException {
        engine.policies(Policies.QUICK.withPremiumCut(Duration.ofMillis(300)));
        Map<String, Object> started = start(engine, ONE_ID + "&use_api_events=1");
        try (Plain events = new Plain(engine, "GET", path(field(started, "event_url")), "");
                FakePlayer player = read(started, "One")) {
            await().until(player::ended);
            assertThat(new String(events.in().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                    .contains("missing_option");
        }
    }

    @Test
    void two_engines_show_the_same_place_of_a_broadcast_under_other_keys() throws IOException {
        try (FakeEngine other = new FakeEngine(FakeEngine.Setup.USUAL.seeded(2)).add(ONE)) {
            Map<String, Object> here = start(engine, ONE_ID);
            Map<String, Object> there = start(other, ONE_ID);

            assertThat(path(field(there, "playback_url"))).isNotEqualTo(path(field(here, "playback_url")));
            try (FakePlayer one = read(here, "One");
                    FakePlayer two = read(there, "One")) {
                await().until(() -> one.bytes() > 400_000 && two.bytes() > 400_000);
                assertThat(one.verdict().last()).isCloseTo(two.verdict().last(), within(3 * 25 * 27));
            }
        }
    }

    private static org.assertj.core.data.Offset<Long> within(long packets) {
        return org.assertj.core.data.Offset.offset(packets);
    }
}
