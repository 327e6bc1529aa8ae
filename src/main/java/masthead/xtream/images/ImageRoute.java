package masthead.xtream.images;

import java.util.Optional;
import masthead.http.Exchange;
import masthead.http.Routes;

/** {@code GET /image/<mark>/<address>}: a picture. Public, as its address is a secret of its own. */
public final class ImageRoute {
    private final Images images;
    private final ImageProxy proxy;

    public ImageRoute(Images images, ImageProxy proxy) {
        this.images = images;
        this.proxy = proxy;
    }

    /** Adds its address to {@code routes}; before the players' door, which has one of three segments that fits anything. */
    public void addTo(Routes routes) {
        routes.on("GET HEAD", "/image/{mark}/{address}", this::answer);
    }

    private void answer(Exchange exchange) throws InterruptedException {
        exchange.with("Access-Control-Allow-Origin", "*");
        Optional<String> original = images.original(exchange.pathParameter("mark"), exchange.pathParameter("address"));
        Optional<ImageProxy.Served> found = original.isPresent() ? proxy.get(original.get()) : Optional.empty();
        if (found.isEmpty()) {
            exchange.with("Cache-Control", "public, max-age=60")
                    .reply(404, "text/plain; charset=utf-8", "No such picture\n");
            return;
        }
        ImageProxy.Served picture = found.get();
        exchange.with("Cache-Control", "public, max-age=86400")
                .with("ETag", picture.etag())
                // It comes from anywhere: it may be seen, and nothing else. A drawing (SVG) may hold a script.
                .with("X-Content-Type-Options", "nosniff")
                .with("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
        if (exchange.header("If-None-Match")
                .filter(each -> each.contains(picture.etag()))
                .isPresent()) {
            exchange.reply(304);
        } else {
            exchange.reply(
                    200, picture.picture().kind().type(), picture.picture().bytes());
        }
    }
}
