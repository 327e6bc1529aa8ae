package masthead.xtream;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageRouteTest {
    @Test
    void a_logo_that_a_list_names_is_served_from_here_even_when_its_host_is_gone(@TempDir Path folder)
            throws IOException {
        HttpServer host = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] logo = card();
        host.createContext("/l.png", exchange -> {
            exchange.sendResponseHeaders(200, logo.length);
            exchange.getResponseBody().write(logo);
            exchange.close();
        });
        host.start();
        try (DoorWorld world = new DoorWorld(folder, Map.of("images.private-addresses", "true"))) {
            world.take("#EXTM3U\n#EXTINF:-1 tvg-logo=\"http://127.0.0.1:"
                    + host.getAddress().getPort() + "/l.png\",One\nhttp://origin.example.net/1\n");
            String list = world.get("/get.php?username=nora&password=k7Qz9x&type=m3u_plus")
                    .body();
            String address =
                    list.replaceAll("(?s).*tvg-logo=\"http://tv\\.example\\.net:8080(/image/[^\"]*)\".*", "$1");
            assertThat(address).startsWith("/image/");
            HttpResponse<String> picture = world.get(address);
            host.stop(0);

            assertThat(picture.statusCode()).isEqualTo(200);
            assertThat(picture.headers().firstValue("Content-Type")).contains("image/png");
            assertThat(picture.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("sandbox");
            assertThat(picture.headers().firstValue("ETag")).isPresent();
            assertThat(world.get(address).statusCode()).isEqualTo(200);
            assertThat(world.get(address.replace("/image/", "/image/x")).statusCode())
                    .isEqualTo(404);
        } finally {
            host.stop(0);
        }
    }

    private static byte[] card() throws IOException {
        try (InputStream picture = ImageRouteTest.class.getResourceAsStream("/masthead/cards/kids.png")) {
            assertThat(picture).isNotNull();
            return picture == null ? new byte[0] : picture.readAllBytes();
        }
    }
}
