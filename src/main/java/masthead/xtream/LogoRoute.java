package masthead.xtream;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalInt;
import masthead.catalog.Catalogs;
import masthead.catalog.ChannelId;
import masthead.http.Exchange;

/** {@code GET /logo/<channel>.png}: logos shipped with Masthead. Public, as a logo tells nothing. */
final class LogoRoute {
    private static final String SUFFIX = ".png";

    private final Catalogs catalogs;

    LogoRoute(Catalogs catalogs) {
        this.catalogs = catalogs;
    }

    void answer(Exchange exchange) throws IOException {
        Optional<String> card = channel(exchange.pathParameter("file"))
                .flatMap(id -> catalogs.current().channel(id))
                .flatMap(Logos::card);
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
