package masthead.xtream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import masthead.http.Exchange;
import masthead.http.KeptBody;
import masthead.http.Origin;
import masthead.http.Routes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** HEAD asks for headers alone: lists and guides are not rendered for it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeadTest {
    private DoorWorld world;

    @BeforeAll
    void open(@TempDir Path folder) {
        world = new DoorWorld(folder);
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void head_renders_no_playlist() throws Exception {
        assertNothingIsWritten(
                new PlaylistRoute(
                                world.doorkeeper,
                                world.catalogs,
                                world.shown.listings(),
                                world.pages.logos(),
                                world.entries())::answer);
    }

    @Test
    void head_renders_no_guide() throws Exception {
        GuideRoute guide = new GuideRoute(
                world.doorkeeper, world.catalogs, world.shown.listings(), world.shown.files(), world.pages.logos());
        assertNothingIsWritten(guide::answer);
        assertNothingIsWritten(guide::answerFile);
    }

    @Test
    void head_renders_no_panel() throws Exception {
        ListingActions listings =
                new ListingActions(world.catalogs, world.shown.listings(), world.clock, world.doorkeeper.zone());
        assertNothingIsWritten(
                new PanelApi(world.doorkeeper, world.catalogs, listings, world.pages.logos(), world.lists())::answer);
    }

    private static void assertNothingIsWritten(Routes.Handler route) throws Exception {
        HeadExchange exchange = new HeadExchange();
        route.handle(exchange);
        assertThat(exchange.replied).isTrue();
        assertThat(exchange.written).isZero();
    }

    /** A HEAD of nora's that counts what is written in vain. */
    private static final class HeadExchange implements Exchange {
        private boolean replied;
        private int written;

        @Override
        public String method() {
            return "HEAD";
        }

        @Override
        public String path() {
            return "/";
        }

        @Override
        public String pathParameter(String name) {
            throw new IllegalArgumentException(name);
        }

        @Override
        public Map<String, String> pathParameters() {
            return Map.of();
        }

        @Override
        public Optional<String> queryParameter(String name) {
            return parameter(name);
        }

        @Override
        public Optional<String> parameter(String name) {
            return Optional.ofNullable(
                    Map.of("username", "nora", "password", "k7Qz9x").get(name));
        }

        @Override
        public Optional<String> header(String name) {
            return Optional.empty();
        }

        @Override
        public String clientAddress() {
            return "192.0.2.1";
        }

        @Override
        public Origin origin() {
            return new Origin("http", "localhost", 80);
        }

        @Override
        public InputStream body() {
            return InputStream.nullInputStream();
        }

        @Override
        public InputStream upload() {
            return InputStream.nullInputStream();
        }

        @Override
        public Exchange with(String header, String value) {
            return this;
        }

        @Override
        public void reply(int status, String contentType, byte[] body) {
            throw new IllegalStateException("refused: " + status);
        }

        @Override
        public void reply(int status, String contentType, String body) {
            throw new IllegalStateException("refused: " + status);
        }

        @Override
        public void reply(int status) {
            throw new IllegalStateException("refused: " + status);
        }

        @Override
        public OutputStream replyBody(int status, String contentType, long length, Duration patience) {
            throw new IllegalStateException("a part of a file");
        }

        @Override
        public OutputStream replyBody(int status, String contentType, Duration patience) {
            throw new IllegalStateException("a stream");
        }

        @Override
        public void reply(int status, String contentType, Path file, long from, long length) {
            throw new IllegalStateException("a part of a file");
        }

        @Override
        public void whenOver(Runnable told) {}

        @Override
        public void breakOff() {}

        @Override
        public void reply(String contentType, KeptBody body) {
            throw new IllegalStateException("a page");
        }

        @Override
        public void reply(String contentType, Path file) {
            replied = true;
        }

        @Override
        public boolean acceptsGzip() {
            return false;
        }

        @Override
        public OutputStream replyEvents() {
            return replyStream("text/event-stream");
        }

        @Override
        public OutputStream replyStream(String contentType) {
            replied = true;
            return new OutputStream() {
                @Override
                public void write(int b) {
                    written++;
                }
            };
        }
    }
}
