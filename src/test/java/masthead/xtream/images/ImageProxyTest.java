package masthead.xtream.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import masthead.config.ByteSize;
import masthead.http.Fetch;
import masthead.http.FetchFailed;
import masthead.http.Origin;
import masthead.studio.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageProxyTest {
    private static final Origin ORIGIN = new Origin("https", "tv.example.net", 443);
    private static final String LOGO = "http://logos.example.net/a.png?x=1&y=2";

    /** 200 by 100 red pixels. */
    private static final String RED_WEBP =
            "UklGRoYAAABXRUJQVlA4IHoAAAAwCACdASrIAGQAPpFIoUylpCMiIGgAsBIJaW7hdflwAADuzWR1VJsmIdVS"
                    + "bJiHVUmyYh1VJsmIdVSbJiHVUmyYh1VJsmIdVSa6AAD+/w/j//8Buvi2mX//3OB/3OB/3OB/G3AJykro6L2WMhz3EW1lqVPePT1CAAAAAAA=";

    @TempDir
    Path folder;

    private final Time time = new Time();
    private final Hosts hosts = new Hosts();

    @Test
    void a_picture_is_fetched_once_and_kept_for_the_next_run() throws Exception {
        hosts.serve(LOGO, png(10, 10));
        assertThat(proxy(Map.of()).get(LOGO)).hasValueSatisfying(each -> {
            assertThat(each.picture().kind()).isEqualTo(Picture.Kind.PNG);
            assertThat(each.picture().bytes()).isEqualTo(png(10, 10));
        });
        ImageProxy again = proxy(Map.of());
        String etag = again.get(LOGO).orElseThrow().etag();
        assertThat(again.get(LOGO).orElseThrow().etag()).isEqualTo(etag);
        assertThat(hosts.asked).containsExactly(LOGO);
    }

    @Test
    void an_old_picture_is_served_while_it_is_fetched_again() throws Exception {
        hosts.serve(LOGO, png(10, 10));
        ImageProxy proxy = proxy(Map.of());
        proxy.get(LOGO);
        hosts.serve(LOGO, png(20, 20));
        time.pass(Duration.ofDays(8));
        assertThat(proxy.get(LOGO).orElseThrow().picture().bytes()).isEqualTo(png(10, 10));
        await().until(() -> proxy.get(LOGO).orElseThrow().picture().bytes().length == png(20, 20).length);
        assertThat(hosts.asked).hasSize(2);
    }

    @Test
    void a_picture_survives_its_host() throws Exception {
        hosts.serve(LOGO, png(10, 10));
        ImageProxy proxy = proxy(Map.of());
        proxy.get(LOGO);
        hosts.pictures.clear();
        time.pass(Duration.ofDays(100));
        assertThat(proxy.get(LOGO)).isPresent();
        await().until(() -> hosts.asked.size() == 2);
        assertThat(proxy.get(LOGO).orElseThrow().picture().bytes()).isEqualTo(png(10, 10));
    }

    @Test
    void an_old_picture_is_asked_for_by_its_date_and_kept_for_as_long_again_if_it_is_the_same() throws Exception {
        hosts.serve(LOGO, png(10, 10));
        hosts.changed = "Thu, 01 Jan 2026 08:00:07 GMT";
        proxy(Map.of()).get(LOGO);
        time.pass(Duration.ofDays(8));
        hosts.serve(LOGO, png(20, 20)); // which its host does not send, for it says that it is the same
        ImageProxy again = proxy(Map.of());
        assertThat(again.get(LOGO)).isPresent();
        await().until(() -> hosts.unchanged.get() == 1);
        time.pass(Duration.ofDays(6));
        assertThat(again.get(LOGO).orElseThrow().picture().bytes()).isEqualTo(png(10, 10));
        assertThat(hosts.asked).hasSize(2);
        hosts.changed = "Thu, 08 Jan 2026 09:00:00 GMT";
        time.pass(Duration.ofDays(2));
        again.get(LOGO);
        await().until(() -> again.get(LOGO).orElseThrow().picture().bytes().length == png(20, 20).length);
        assertThat(kept()).hasSize(1);
    }

    @Test
    void a_host_that_does_not_answer_is_left_alone_for_a_while() throws Exception {
        ImageProxy proxy = proxy(Map.of());
        for (int each = 1; each <= 20; each++) {
            proxy.get("http://dead.example/" + each);
        }
        assertThat(hosts.asked).hasSize(SilentHosts.FAILURES);
        hosts.serve("http://alive.example/1", png(10, 10));
        assertThat(proxy.get("http://alive.example/1")).isPresent();
        hosts.serve("http://dead.example/21", png(10, 10));
        assertThat(proxy.get("http://dead.example/21")).isEmpty();
        time.pass(SilentHosts.REST.plusSeconds(1));
        assertThat(proxy.get("http://dead.example/21")).isPresent();
    }

    @Test
    void a_host_that_sends_drop_by_drop_is_given_up() throws Exception {
        hosts.serve(LOGO, png(10, 10));
        hosts.drop = Duration.ofSeconds(20);
        ImageProxy proxy = proxy(Map.of());
        assertThat(proxy.get(LOGO)).isEmpty();
        hosts.drop = Duration.ZERO;
        assertThat(proxy.get(LOGO)).isEmpty();
        assertThat(hosts.asked).hasSize(1);
    }

    @Test
    void a_picture_that_cannot_be_kept_leaves_nothing_behind() throws Exception {
        hosts.serve(LOGO, png(10, 10));
        proxy(Map.of()).get(LOGO);
        Path file = kept().getFirst();
        Files.delete(file);
        Files.createDirectories(file.resolve("in the way"));
        assertThat(proxy(Map.of()).get(LOGO)).isEmpty();
        assertThat(hosts.asked).hasSize(2);
        assertThat(kept()).isEmpty();
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("images"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void a_failure_is_remembered_for_a_while() throws Exception {
        ImageProxy proxy = proxy(Map.of());
        assertThat(proxy.get(LOGO)).isEmpty();
        assertThat(proxy.get(LOGO)).isEmpty();
        assertThat(hosts.asked).hasSize(1);
        hosts.serve(LOGO, png(10, 10));
        time.pass(ImageProxy.REST.plusSeconds(1));
        assertThat(proxy.get(LOGO)).isPresent();
    }

    @Test
    void what_is_no_picture_or_too_large_is_not_served() throws Exception {
        ImageProxy proxy = proxy(Map.of("images.limit", "1KiB"));
        hosts.serve("http://x.example/1", "<html><body><svg/></body></html>".getBytes(StandardCharsets.UTF_8));
        hosts.serve("http://x.example/2", new byte[0]);
        byte[] large = new byte[2000];
        System.arraycopy(png(1, 1), 0, large, 0, png(1, 1).length);
        hosts.serve("http://x.example/3", large);
        assertThat(proxy.get("http://x.example/1")).isEmpty();
        assertThat(proxy.get("http://x.example/2")).isEmpty();
        assertThat(proxy.get("http://x.example/3")).isEmpty();
    }

    @Test
    void a_large_picture_is_scaled_down() throws Exception {
        hosts.serve(LOGO, png(1000, 500));
        byte[] scaled = proxy(Map.of("images.size", "100"))
                .get(LOGO)
                .orElseThrow()
                .picture()
                .bytes();
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(scaled));
        assertThat(List.of(image.getWidth(), image.getHeight())).containsExactly(100, 50);
    }

    @Test
    void a_large_webp_picture_is_scaled_down_too() throws Exception {
        hosts.serve(LOGO, Base64.getDecoder().decode(RED_WEBP));
        Picture scaled =
                proxy(Map.of("images.size", "50")).get(LOGO).orElseThrow().picture();
        assertThat(scaled.kind()).isNotEqualTo(Picture.Kind.WEBP);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(scaled.bytes()));
        assertThat(List.of(image.getWidth(), image.getHeight())).containsExactly(50, 25);
        assertThat(image.getRGB(10, 10) >> 16 & 0xff).isGreaterThan(200);
    }

    @Test
    void a_picture_that_says_it_has_endless_pixels_is_refused() throws Exception {
        byte[] bomb = png(10, 10);
        bomb[18] = 0x7f; // the third byte of the width (PNG, 11.2.2)
        bomb[22] = 0x7f;
        hosts.serve(LOGO, bomb);
        assertThat(proxy(Map.of()).get(LOGO)).isEmpty();
    }

    @Test
    void the_pictures_nobody_asked_for_longest_make_room() throws Exception {
        int size = png(10, 10).length;
        ImageProxy proxy = proxy(Map.of("images.cache", Integer.toString(2 * size + 1)));
        for (int each = 1; each <= 2; each++) {
            hosts.serve("http://x.example/" + each, png(10, 10));
            proxy.get("http://x.example/" + each);
        }
        proxy.get("http://x.example/1");
        hosts.serve("http://x.example/3", png(10, 10));
        proxy.get("http://x.example/3");
        proxy.get("http://x.example/1");
        assertThat(hosts.asked).containsExactly("http://x.example/1", "http://x.example/2", "http://x.example/3");
        proxy.get("http://x.example/2");
        assertThat(hosts.asked).hasSize(4);
    }

    @Test
    void a_slow_host_is_not_waited_for_but_its_picture_is_there_later() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        hosts.serve(LOGO, png(10, 10));
        hosts.wait = slow;
        ImageProxy proxy = proxy(Map.of("images.patience", "100ms"));
        assertThat(proxy.get(LOGO)).isEmpty();
        slow.countDown();
        await().until(() -> proxy.get(LOGO).isPresent());
        assertThat(hosts.asked).hasSize(1);
    }

    @Test
    void private_networks_are_asked_only_if_that_is_allowed() throws Exception {
        hosts.serve(LOGO, png(10, 10));
        proxy(Map.of()).get(LOGO);
        assertThat(hosts.abroad).isTrue();
        hosts.abroad = false;
        proxy(Map.of("images.private-addresses", "true")).get(LOGO);
        assertThat(hosts.abroad).isFalse();
    }

    @Test
    void our_address_leads_back_to_theirs_in_the_next_run_too() {
        String address = images(Map.of()).address(LOGO, ORIGIN);
        assertThat(address).matches("https://tv\\.example\\.net/image/[\\w-]{12}/[\\w-]+");
        String[] parts = address.split("/");
        assertThat(images(Map.of()).original(parts[4], parts[5])).contains(LOGO);
    }

    @Test
    void an_address_that_we_did_not_make_is_refused() {
        Images images = images(Map.of());
        String[] one = images.address(LOGO, ORIGIN).split("/");
        String[] other = images.address("http://other.example/", ORIGIN).split("/");
        assertThat(images.original(one[4], other[5])).isEmpty();
        assertThat(images.original("", one[5])).isEmpty();
        assertThat(images.original(one[4], "***")).isEmpty();
    }

    @Test
    void what_is_none_of_our_business_keeps_its_address() {
        for (String each :
                List.of("", "card:a", "data:image/png;base64,AA", "http://192.168.1.2/a.png", "http://tv/a")) {
            assertThat(images(Map.of()).address(each, ORIGIN)).isEqualTo(each);
        }
        assertThat(images(Map.of("images.proxy", "false")).address(LOGO, ORIGIN))
                .startsWith("http://logos");
        assertThat(images(Map.of("images.private-addresses", "true")).address("http://192.168.1.2/a.png", ORIGIN))
                .startsWith("https://tv.example.net/image/");
    }

    private ImageProxy proxy(Map<String, String> settings) {
        return new ImageProxy(hosts, TestSettings.of(ImageSettings.class, settings), folder.resolve("images"), time);
    }

    private Images images(Map<String, String> settings) {
        return Images.of(TestSettings.of(ImageSettings.class, new HashMap<>(settings)), folder);
    }

    private static byte[] png(int width, int height) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB), "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All hosts there are, in this test. */
    private final class Hosts implements Fetch {
        private final Map<String, byte[]> pictures = new ConcurrentHashMap<>();
        private final List<String> asked = new CopyOnWriteArrayList<>();
        private final AtomicInteger unchanged = new AtomicInteger();
        private volatile String changed = "";
        private volatile Duration drop = Duration.ZERO;
        private volatile boolean abroad;
        private volatile CountDownLatch wait = new CountDownLatch(0);

        void serve(String address, byte[] picture) {
            pictures.put(address, picture);
        }

        @Override
        public Document open(String url, Map<String, String> headers) {
            asked.add(url);
            try {
                wait.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            byte[] picture = pictures.get(url);
            if (picture == null) {
                throw new FetchFailed("nobody is there");
            }
            boolean same = !changed.isEmpty() && changed.equals(headers.get("If-Modified-Since"));
            unchanged.addAndGet(same ? 1 : 0);
            return new Document() {
                @Override
                public int status() {
                    return same ? 304 : 200;
                }

                @Override
                public Optional<String> header(String name) {
                    return Optional.of(changed).filter(each -> name.equals("Last-Modified") && !each.isEmpty());
                }

                @Override
                public InputStream body() {
                    return new FilterInputStream(new ByteArrayInputStream(picture)) {
                        @Override
                        public int read(byte[] into, int offset, int length) throws IOException {
                            time.pass(drop);
                            return super.read(into, offset, drop.isZero() ? length : Math.min(length, 10));
                        }
                    };
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public Fetch limited(ByteSize most) {
            return this;
        }

        @Override
        public Fetch abroad() {
            abroad = true;
            return this;
        }
    }

    private static final class Time extends Clock {
        private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void pass(Duration length) {
            now = now.plus(length);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
