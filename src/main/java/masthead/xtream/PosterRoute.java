package masthead.xtream;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import masthead.catalog.ChannelId;
import masthead.http.Exchange;
import masthead.vod.Library;

/** {@code GET /poster/<id>.jpg}: the picture beside the file of a local movie or series. Public, as posters are. */
final class PosterRoute {
    private static final Pattern FILE = Pattern.compile("(\\d+)\\.jpg");

    private final Library library;

    PosterRoute(Library library) {
        this.library = library;
    }

    void answer(Exchange exchange) throws IOException {
        Matcher file = FILE.matcher(exchange.pathParameter("file"));
        OptionalInt id = file.matches() ? Asked.number(file.group(1)) : OptionalInt.empty();
        Optional<Path> picture = id.isPresent() ? library.poster(new ChannelId(id.getAsInt())) : Optional.empty();
        if (picture.isEmpty()) {
            exchange.reply(404, Answers.TEXT, "No such poster\n");
        } else {
            exchange.with("Cache-Control", "public, max-age=86400").reply(type(picture.get()), picture.get());
        }
    }

    private static String type(Path picture) {
        String name = picture.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".png") ? "image/png" : name.endsWith(".webp") ? "image/webp" : "image/jpeg";
    }
}
