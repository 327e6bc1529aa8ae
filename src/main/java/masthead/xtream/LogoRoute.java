package masthead.xtream;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalInt;
import masthead.catalog.Catalogs;
import masthead.catalog.Channel;
import masthead.catalog.ChannelId;
import masthead.catalog.OwnLogo;
import masthead.http.Exchange;

/** {@code GET /logo/<channel>.png}: logos shipped with Masthead, or uploaded. Public, as a logo tells nothing. */
final class LogoRoute {
    private static final String SUFFIX = ".png";

    private final Catalogs catalogs;

    LogoRoute(Catalogs catalogs) {
        this.catalogs = catalogs;
    }

    void answer(Exchange exchange) throws IOException {
        Optional<Channel> channel = channel(exchange.pathParameter("file"))
                .flatMap(id -> catalogs.current().channel(id));
        Optional<OwnLogo> own = channel.flatMap(catalogs::ownLogo);
        if (own.isPresent()) {
            // Not for long: the operator may upload another.
            exchange.with("Cache-Control", "public, max-age=300")
                    .with("X-Content-Type-Options", "nosniff")
                    .reply(200, own.get().type(), own.get().bytes());
            return;
        }
        Optional<String> card = channel.flatMap(Logos::card);
        try (InputStream picture = card.map(
                        name -> LogoRoute.class.getResourceAsStream("/masthead/cards/" + name + SUFFIX))
                .orElse(null)) {
            if (picture == null) {
                exchange.reply(404, Answers.TEXT, "No such logo\n");
            } else {
                exchange.with("Cache-Control", "public, max-age=86400").reply(200, "image/png", picture.readAllBytes());
            }
        }
    }

    private static Optional<ChannelId> channel(String file) {
        if (!file.endsWith(SUFFIX)) {
            return Optional.empty();
        }
        OptionalInt id = Asked.number(file.substring(0, file.length() - SUFFIX.length()));
        return id.isPresent() ? Optional.of(new ChannelId(id.getAsInt())) : Optional.empty();
    }
}
