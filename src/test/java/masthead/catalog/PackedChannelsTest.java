package masthead.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PackedChannelsTest {
    @Test
    void channels_come_out_as_they_went_in() {
        List<Channel> channels = new ArrayList<>(channels(3000));
        channels.add(new Channel(
                new ChannelId(Integer.MAX_VALUE),
                "Télé 📺 \u0000 é",
                new CategoryId(1),
                -7,
                "",
                "ïd",
                -1,
                Instant.parse("1969-12-31T23:59:59.123456789Z"),
                List.of(
                        new Feed(
                                new FeedId(Integer.MAX_VALUE),
                                new ProviderId(9),
                                FeedKind.OTHER,
                                "rtmp://a/b",
                                Map.of()),
                        new Feed(new FeedId(1), new ProviderId(1), FeedKind.HLS, "", Map.of("Referer", "http://é/"))),
                Integer.MIN_VALUE));
        PackedChannels packed = PackedChannels.of(channels);
        assertThat(packed).isEqualTo(channels);
        assertThat(packed.id(1234)).isEqualTo(channels.get(1234).id().value());
        assertThat(packed.category(1234))
                .isEqualTo(channels.get(1234).category().value());
        assertThatThrownBy(() -> packed.get(3001)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(PackedChannels.of(List.of())).isEmpty();
    }

    @Test
    void addresses_that_share_nothing_and_headers_of_each_its_own_come_out_too() {
        Random random = new Random(1);
        List<Channel> channels = IntStream.rangeClosed(1, 20_000)
                .mapToObj(id -> {
                    String host = "http://h" + random.nextInt(15_000) + ".example/" + random.nextInt(3) + "/";
                    return channel(id, host + "/" + id + "/", Map.of("Cookie", "c" + id));
                })
                .toList();
        assertThat(PackedChannels.of(channels)).isEqualTo(channels);
    }

    @Test
    void a_catalog_keeps_the_bytes_of_the_one_before_where_nothing_has_changed() {
        List<Channel> channels = new ArrayList<>(channels(5000));
        PackedChannels before = again(PackedChannels.of(channels), channels);
        channels.remove(2500);
        channels.addFirst(channel(9999, "http://127.0.0.1/logo/9999", Map.of()));
        channels.set(4000, channel(7777, "http://127.0.0.1/logo/7777", Map.of()));
        PackedChannels after = again(before, channels);
        assertThat(after).isEqualTo(channels);
        Set<byte[]> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        Collections.addAll(kept, before.blocks());
        List<byte[]> blocks = Arrays.asList(after.blocks());
        assertThat(blocks).hasSizeGreaterThan(50);
        assertThat(blocks).filteredOn(each -> !kept.contains(each)).hasSizeLessThan(8);
    }

    @Test
    void beginnings_that_nobody_uses_any_more_are_forgotten() {
        List<Channel> first = IntStream.rangeClosed(1, 20_000)
                .mapToObj(id -> channel(id, "http://old.example/" + id / 2 + "/logo", Map.of()))
                .toList();
        List<Channel> then = channels(100);
        PackedChannels stale = again(PackedChannels.of(first), then);
        PackedChannels anew = again(stale, then);
        assertThat(anew).isEqualTo(then);
        assertThat(stale.beginnings()).isGreaterThan(1000);
        assertThat(anew.beginnings()).isLessThan(10);
    }

    private static PackedChannels again(PackedChannels before, List<Channel> channels) {
        PackedChannels.Packer packer = new PackedChannels.Packer(before);
        channels.forEach(packer::add);
        return packer.packed();
    }

    private static List<Channel> channels(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(id -> channel(
                        id, "http://127.0.0.1/logo/" + id, id % 3 == 0 ? Map.of("User-Agent", "VLC") : Map.of()))
                .toList();
    }

    private static Channel channel(int id, String logo, Map<String, String> headers) {
        Feed feed =
                new Feed(new FeedId(id), new ProviderId(1), FeedKind.TS, "http://h/live/u/p/" + id + ".ts", headers);
        return new Channel(
                new ChannelId(id),
                "Channel " + id,
                new CategoryId(1 + id / 1000),
                id,
                logo,
                "tv" + id,
                id % 8,
                Instant.ofEpochMilli(1_760_000_000_000L + id),
                List.of(feed),
                0);
    }
}
