package masthead.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import masthead.access.Device;
import masthead.access.RefusedPlay;
import masthead.catalog.Channel;
import masthead.catalog.ChannelId;
import masthead.catalog.OwnLogo;
import masthead.dashboard.DashHouse.Browser;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does to a channel on its page: the order of its feeds, what it is one with, its logo; and to many at once. */
@SuppressWarnings("NullAway.Init") // set before each
class FeedPagesTest {
    private static final String PNG = "\u0089PNG\r\n\u001a\n and so on";

    @TempDir
    Path folder;

    private DashHouse house;
    private Browser edith;

    @BeforeEach
    void open() {
        house = new DashHouse(folder, Map.of());
        house.provider("North", """
                #EXTM3U
                #EXTINF:-1 group-title="News",Harbour
                http://127.0.0.1:1/a.ts
                #EXTINF:-1 group-title="News",Harbour spare
                http://127.0.0.1:1/b.ts
                #EXTINF:-1 group-title="News",Harbour third
                http://127.0.0.1:1/c.ts
                """);
        edith = house.loggedIn("edith");
    }

    @AfterEach
    void close() {
        house.close();
    }

    private List<String> feeds(int channel) {
        return Jsoup.parse(edith.get("/dashboard/channels/" + channel).body()).select("#list td.main").stream()
                .map(Element::ownText)
                .toList();
    }

    private void merge(int channel, Map<String, String> fields) {
        edith.post("/dashboard/channels/" + channel + "/merge", fields);
    }

    @Test
    void a_channel_becomes_a_feed_of_another_and_its_number_goes_on_to_play() {
        String found = edith.get("/dashboard/channels/2/others?search=harbour").body();
        assertThat(Jsoup.parse(found).select("button").eachAttr("value")).containsExactly("1", "3");
        merge(2, Map.of("act", "merge", "into", "1"));
        assertThat(feeds(1)).containsExactly("Harbour", "Harbour spare");
        assertThat(house.catalogs.current().channel(new ChannelId(2)).map(Channel::name))
                .contains("Harbour");
        assertThat(edith.get("/dashboard/channels/2").body()).contains("it is a feed of");
        merge(3, Map.of("act", "merge", "into", "2"));
        assertThat(edith.get("/dashboard/channels/3").body()).contains("is itself a feed of another channel");
        merge(2, Map.of("act", "split"));
        assertThat(feeds(1)).containsExactly("Harbour");
        assertThat(house.catalogs.current().channel(new ChannelId(2)).map(Channel::name))
                .contains("Harbour spare");
    }

    @Test
    void feeds_are_moved_to_another_place_and_back_to_what_lists_say() {
        merge(2, Map.of("act", "merge", "into", "1"));
        merge(3, Map.of("act", "merge", "into", "1"));
        assertThat(feeds(1)).containsExactly("Harbour", "Harbour spare", "Harbour third");
        int third = house.catalogs.feeds(new ChannelId(1)).getLast().feed().id().value();
        HttpResponse<String> part =
                edith.post("/dashboard/channels/1/feeds?feed=" + third, Map.of("to", "1")); // as a drop sends it
        assertThat(Jsoup.parse(part.body()).expectFirst("td.main").ownText()).isEqualTo("Harbour third");
        assertThat(house.catalogs
                        .current()
                        .channel(new ChannelId(1))
                        .orElseThrow()
                        .feeds()
                        .getFirst()
                        .id()
                        .value())
                .isEqualTo(third);
        edith.post("/dashboard/channels/1/feeds", Map.of("feed", "" + third, "to", "99"));
        assertThat(feeds(1)).containsExactly("Harbour", "Harbour spare", "Harbour third");
        edith.post("/dashboard/channels/1/feeds", Map.of("feed", "" + third, "to", "2"));
        assertThat(feeds(1)).containsExactly("Harbour", "Harbour third", "Harbour spare");
        edith.post("/dashboard/channels/1/feeds", Map.of("act", "reset"));
        assertThat(feeds(1)).containsExactly("Harbour", "Harbour spare", "Harbour third");
        assertThat(edith.post("/dashboard/channels/1/feeds", Map.of("feed", "999", "to", "1"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_logo_is_taken_if_it_is_a_picture_and_goes_with_the_last_channel_that_had_it() {
        assertThat(edith.upload("/dashboard/channels/1/logo", "<svg onload=alert(1)>")
                        .statusCode())
                .isEqualTo(422);
        assertThat(edith.upload("/dashboard/channels/1/logo", "GIF8" + "x".repeat(OwnLogo.MOST_BYTES))
                        .statusCode())
                .isEqualTo(422);
        assertThat(house.catalogs.listing(new ChannelId(1)).channel().logo()).isEmpty();
        assertThat(edith.upload("/dashboard/channels/1/logo", "GIF89a first").statusCode())
                .isEqualTo(204);
        Channel first = house.catalogs.listing(new ChannelId(1)).channel();
        assertThat(OwnLogo.names(first.logo())).isTrue();
        Optional<OwnLogo> kept = house.catalogs.ownLogo(first);
        assertThat(kept.map(OwnLogo::type)).contains("image/gif");
        assertThat(kept.map(each -> new String(each.bytes(), StandardCharsets.UTF_8)))
                .contains("GIF89a first");
        edith.upload("/dashboard/channels/1/logo", "GIF89a second");
        assertThat(house.catalogs.ownLogo(first)).as("no channel has it").isEmpty();
        assertThat(OwnLogo.of(PNG.getBytes(StandardCharsets.ISO_8859_1)).type()).isEqualTo("image/png");
    }

    @Test
    void ticked_channels_are_numbered_in_their_order_and_get_one_guide() {
        edith.post(
                "/dashboard/channels/bulk",
                Map.of("act", "number", "first", "501", "shown", "1,2,3,", "pick-1", "on", "pick-3", "on"));
        assertThat(List.of(1, 2, 3))
                .extracting(each ->
                        house.catalogs.listing(new ChannelId(each)).channel().number())
                .containsExactly(501, 0, 502);
        edith.post(
                "/dashboard/channels/bulk",
                Map.of("act", "guide", "guide", "harbour.tv", "shown", "1,2,3,", "pick-1", "on", "pick-2", "on"));
        assertThat(List.of(1, 2, 3))
                .extracting(each ->
                        house.catalogs.listing(new ChannelId(each)).channel().guideId())
                .containsExactly("harbour.tv", "harbour.tv", "");
        edith.post("/dashboard/channels/bulk", Map.of("act", "number", "first", "x", "shown", "1,", "pick-1", "on"));
        assertThat(edith.get("/dashboard/channels").body()).contains("A number is a whole number");
    }

    @Test
    void why_somebody_cannot_watch_is_found_by_his_name() {
        refuse("nora", "Harbour", "Your account has expired.");
        refuse("ludo", "Pier", "All connections are in use.");
        assertThat(edith.get("/dashboard").body()).contains("has expired", "are in use");
        assertThat(edith.get("/dashboard?who=NOR").body())
                .contains("has expired")
                .doesNotContain("are in use");
        assertThat(edith.get("/dashboard?who=nobody").body()).contains("Nobody of that name was refused");
    }

    private void refuse(String name, String channel, String reason) {
        house.access
                .refusals()
                .add(new RefusedPlay(
                        name, channel, Optional.empty(), new Device("192.0.2.1", "Player"), 403, "refused", reason));
    }
}
