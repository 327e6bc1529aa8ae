package masthead.studio.engine;

import static masthead.studio.engine.Plain.field;
import static masthead.studio.engine.Plain.get;
import static masthead.studio.engine.Plain.path;
import static masthead.studio.engine.Plain.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Map;
import masthead.studio.FakePlayer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The fake engine fails as it is told to: the list of reference 7.4. */
class StudioFaultTest {
    private static final Content ONE = Content.marked("One");
    private static final Content TWO = Content.marked("Two");
    private static final String ONE_ID = "id=" + ONE.contentId();
    private static final Duration SOON = Duration.ofMillis(200);

    private final FakeEngine engine = new FakeEngine().add(ONE, TWO);

    @AfterEach
    void close() {
        engine.close();
    }

    private FakePlayer read() throws IOException {
        return FakePlayer.tune(field(start(engine, ONE_ID), "playback_url"), "One");
    }

    /** The first bytes of a stream. */
    private byte[] bytes(int count) throws IOException {
        try (Plain plain = new Plain(engine, "GET", path(field(start(engine, ONE_ID), "playback_url")), "")) {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) plain.in().read());
            }
            return plain.bytes(count);
        }
    }

    @Test
    void starts_fail_in_every_way() throws IOException {
        String query = "/ace/getstream?format=json&" + ONE_ID;
        engine.fault(Fault.jsonStatus(503).times(1));
        assertThat(get(engine, query)).startsWith("HTTP/1.1 503 ");
        engine.fault(Fault.jsonError("no peers").times(1));
        assertThat(get(engine, query)).endsWith("{\"response\":null,\"error\":\"no peers\"}");
        engine.fault(Fault.missingOption("proxyServer").times(1));
        assertThat(get(engine, query))
                .contains("\"extra_data\":{\"reason\":\"missing_option\",\"option\":\"proxyServer\"}");
        engine.fault(Fault.jsonMalformed().times(1));
        assertThat(get(engine, query)).endsWith("/ace/r");
        engine.fault(Fault.jsonMissingField("stat_url").times(1));
        assertThat(get(engine, query)).contains("playback_url").doesNotContain("stat_url");
        engine.fault(Fault.hostInUrls("elsewhere.example:1").times(1));
        assertThat(get(engine, query)).contains("http://elsewhere.example:1/ace/r/");
        assertThat(get(engine, query)).contains("\"error\":null").contains(engine.address());
    }

    @Test
    void a_fault_hits_whom_it_is_meant_for_and_as_often() throws IOException {
        engine.fault(Fault.jsonError("for one").on(ONE));
        engine.fault(Fault.jsonError("for p").forPid("p").times(2));

        assertThat(start(engine, ONE_ID + "&pid=q").toString()).contains("for one");
        assertThat(start(engine, "id=" + TWO.contentId() + "&pid=q").toString()).contains("error=null");
        assertThat(start(engine, "id=" + TWO.contentId() + "&pid=p").toString()).contains("for p");
        assertThat(start(engine, "id=" + TWO.contentId() + "&pid=p").toString()).contains("for p");
        assertThat(start(engine, "id=" + TWO.contentId() + "&pid=p").toString()).contains("error=null");
        engine.clearFaults();
        assertThat(start(engine, ONE_ID + "&pid=q").toString()).contains("error=null");
    }

    @Test
    void an_id_of_the_wrong_kind_is_not_known() throws IOException {
        engine.fault(Fault.onlyInfohashes());

        assertThat(start(engine, ONE_ID).toString()).contains("failed to load content");
        assertThat(start(engine, "infohash=" + ONE.infohash()).toString()).contains("error=null");
    }

    @Test
    void a_body_ends_and_the_session_stays() throws IOException {
        engine.fault(Fault.eof(SOON).times(1));
        Map<String, Object> started = start(engine, ONE_ID);
        try (FakePlayer player = FakePlayer.tune(field(started, "playback_url"), "One")) {
            await().until(player::ended);
            assertThat(player.bytes()).isPositive();
        }
        assertThat(engine.sessions(ONE)).hasSize(1);
        try (FakePlayer again = FakePlayer.tune(field(started, "playback_url"), "One")) {
            await().until(() -> again.verdict().packets() > 1000);
            assertThat(again.ended()).isFalse();
        }
    }

    @Test
    void a_body_is_reset() throws IOException {
        engine.fault(Fault.rst(SOON));

        assertThatThrownBy(() -> bytes(10_000_000)).isInstanceOf(SocketException.class);
    }

    @Test
    void a_body_is_silent_and_goes_on() throws IOException {
        try (FakePlayer player = read()) {
            await().until(() -> player.verdict().packets() > 2000);
            Fault fault = engine.fault(Fault.stall(Duration.ZERO, Duration.ZERO));
            await().until(() ->
                    engine.sessions(ONE).size() == 1 && get(engine, statPath()).contains("\"status\":\"buf\""));
            long before = player.bytes();
            await().during(Duration.ofMillis(300)).atMost(Duration.ofSeconds(5)).until(() -> player.bytes() == before);

            engine.clear(fault);

            await().until(() -> player.bytes() > before);
            assertThat(player.verdict().lost()).isZero();
            assertThat(player.verdict().torn()).isZero();
        }
    }

    private String statPath() {
        return "/ace/stat/" + ONE.infohash() + "/"
                + engine.sessions(ONE).getFirst().key();
    }

    @Test
    void packets_are_missing_repeated_or_null() throws IOException {
        try (FakePlayer player = read()) {
            await().until(() -> player.verdict().packets() > 1000);
            engine.fault(Fault.gap(Duration.ZERO, 50, false).times(1));
            await().until(() -> player.verdict().gaps() > 0);
            assertThat(player.verdict().lost()).isBetween(45L, 50L);

            engine.fault(Fault.duplicateBlock(Duration.ZERO, 10).times(1));
            await().until(() -> player.verdict().disordered() > 0);

            Fault nulls = engine.fault(Fault.nullOnly(Duration.ZERO));
            long bytes = player.bytes();
            await().until(() -> player.bytes() > bytes + 50_000);
            long packets = player.verdict().packets();
            await().during(Duration.ofMillis(200)).until(() -> player.verdict().packets() == packets);

            engine.clear(nulls);
            await().until(() -> player.verdict().packets() > packets);
        }
    }

    @Test
    void hidden_gaps_leave_the_continuity_counters_whole() throws IOException {
        engine.fault(Fault.gap(Duration.ZERO, 7, true));
        byte[] bytes = bytes(188 * 300);

        int last = -1;
        for (int at = 0; at < bytes.length; at += 188) {
            if (PacketEdit.pid(bytes, at) == 0x100) {
                int counter = bytes[at + 3] & 0x0f;
                assertThat(last < 0 || counter == (last + 1 & 0x0f)).isTrue();
                last = counter;
            }
        }
    }

    @Test
    void a_body_begins_with_garbage_and_within_a_packet() throws IOException {
        engine.fault(Fault.garbagePrefix(1000));
        byte[] bytes = bytes(1000 + 188 * 2);
        for (int at = 0; at < 1000; at++) {
            assertThat(bytes[at]).isNotEqualTo((byte) 0x47);
        }
        assertThat(bytes[1000]).isEqualTo((byte) 0x47);
        engine.clearFaults();
        engine.fault(Fault.misalignedReads());
        bytes = bytes(188 * 3);
        assertThat(bytes[94]).isEqualTo((byte) 0x47);
        assertThat(bytes[94 + 188]).isEqualTo((byte) 0x47);
    }

    @Test
    void clocks_wrap_when_they_are_told_to() throws IOException {
        engine.fault(Fault.ptsWrap(Duration.ofMillis(400)));
        byte[] bytes = bytes(188 * 27 * 25);

        long last = -1;
        int wraps = 0;
        for (int at = 0; at < bytes.length; at += 188) {
            long pcr = PacketEdit.pcr(bytes, at);
            if (pcr >= 0) {
                wraps += last > pcr ? 1 : 0;
                assertThat(last < 0 || Math.floorMod(pcr - last, 1L << 33) == 3600)
                        .isTrue();
                last = pcr;
            }
        }
        assertThat(wraps).isEqualTo(1);
    }

    @Test
    void a_source_that_loops_says_the_same_again_and_its_window_stands_still() throws IOException {
        try (FakePlayer player = read()) {
            await().until(() -> player.verdict().packets() > 2000);
            engine.fault(Fault.loop(Duration.ZERO, Duration.ofMillis(400)));

            await().until(() -> player.verdict().disordered() > 100);
            long last = player.verdict().last();
            await().during(Duration.ofMillis(600)).until(() -> player.verdict().last() == last);
        }
    }

    @Test
    void a_stream_grows_by_stuffing() throws IOException {
        engine.fault(Fault.bitrateChange(Duration.ZERO, 200));
        byte[] bytes = bytes(188 * 100);

        int nulls = 0;
        for (int at = 0; at < bytes.length; at += 188) {
            nulls += PacketEdit.pid(bytes, at) == 0x1fff ? 1 : 0;
        }
        assertThat(nulls).isEqualTo(50);
    }

    @Test
    void a_head_that_never_comes_and_one_that_comes_late() throws IOException {
        engine.fault(Fault.headerDelay(Duration.ofMillis(600)).times(1));
        try (FakePlayer late = read()) {
            await().during(Duration.ofMillis(300)).until(() -> !late.answered());
            assertThat(late.status()).isEqualTo(200);
        }
        engine.fault(Fault.headerNever());
        try (FakePlayer never = read()) {
            await().during(Duration.ofMillis(500)).until(() -> !never.answered());
            assertThat(engine.isRead(ONE)).isTrue();
        }
        await().untilAsserted(() -> assertThat(engine.isRead(ONE)).isFalse());
    }

    @Test
    void stops_fail_and_hang() throws IOException {
        Map<String, Object> started = start(engine, ONE_ID);
        String stop = path(field(started, "command_url")) + "?method=stop";
        engine.fault(Fault.stopError("no").times(1));
        assertThat(get(engine, stop)).contains("\"error\":\"no\"");
        engine.fault(Fault.stopHang().times(1));
        try (Plain hanging = new Plain(engine, "GET", stop, "")) {
            assertThat(hanging.silent(200)).isTrue();
        }
        assertThat(engine.sessions()).hasSize(1);
    }

    @Test
    void a_session_is_taken_over() throws IOException {
        try (FakePlayer player = read()) {
            await().until(() -> player.bytes() > 0);
            engine.fault(Fault.dupKill(Duration.ZERO).times(1));
            await().until(player::ended);
            assertThat(engine.sessions()).isEmpty();
        }
    }

    @Test
    void a_crashed_engine_is_gone_and_comes_back_without_its_sessions() throws IOException {
        try (FakePlayer player = read()) {
            await().until(() -> player.bytes() > 0);

            engine.crash(false);

            await().until(player::ended);
            assertThatThrownBy(() -> start(engine, ONE_ID)).isInstanceOf(ConnectException.class);
            engine.restart(Duration.ofMillis(400));
            assertThat(get(engine, "/webui/api/service?method=get_version")).contains("result");
            assertThat(start(engine, ONE_ID).toString()).contains("not ready");
            await().until(() -> start(engine, ONE_ID).toString().contains("error=null"));
            assertThat(engine.sessions()).hasSize(1);
        }
    }

    @Test
    void all_of_it_goes_by_json_too() throws IOException {
        Plain.ask(engine, "POST", "/__fake/content", "{\"name\":\"Three\",\"kind\":\"marked\"}");
        String id = "id=" + Content.marked("Three").contentId();
        Plain.ask(engine, "POST", "/__fake/fault", "{\"fault\":\"json_error\",\"text\":\"told so\",\"next\":1}");
        assertThat(start(engine, id).toString()).contains("told so");
        assertThat(start(engine, id).toString()).contains("error=null");
        assertThat(get(engine, "/__fake/sessions"))
                .contains(Content.marked("Three").infohash());
        assertThat(get(engine, "/__fake/log")).contains("error: told so").doesNotContain("__fake");
        assertThat(Plain.ask(engine, "POST", "/__fake/policy", "{\"dup_policy\":\"refuse\"}"))
                .contains("\"dup_policy\":\"refuse\"");
        assertThat(engine.policies().dup()).isEqualTo(Policies.DupPolicy.REFUSE);
        assertThat(Plain.ask(engine, "POST", "/__fake/fault", "{\"fault\":\"none such\"}"))
                .startsWith("HTTP/1.1 400 ");
        assertThat(get(engine, "/__fake/")).contains("\"half_close\":");
        Plain.ask(engine, "POST", "/__fake/restart", "{\"refuse_ms\":100,\"failing_ms\":0}");
        await().ignoreExceptions().until(() -> get(engine, "/__fake/sessions").endsWith("[]"));
    }
}
