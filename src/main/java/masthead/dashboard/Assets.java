package masthead.dashboard;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import masthead.http.Exchange;

/** Styles, scripts and icons, in the jar under names that hold their hash: a browser keeps each for good. Safe on any thread. */
public final class Assets {
    private static final String FOLDER = "/masthead/dashboard/files/";
    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png");

    private final Map<String, String> names;
    private final Function<String, Optional<byte[]>> source;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    private static final class Kept {
        private final byte[] plain;
        private final byte[] gzipped;

        Kept(byte[] plain, byte[] gzipped) {
            this.plain = plain;
            this.gzipped = gzipped;
        }
    }

    /** @param names of the files that {@code source} has, by the names that templates use */
    Assets(Map<String, String> names, Function<String, Optional<byte[]>> source) {
        this.names = Map.copyOf(names);
        this.source = source;
    }

    /** Those of this build; empty if it was built without them. */
    public static Optional<Assets> ofThisBuild() {
        return resource("names.properties").map(text -> {
            Properties names = new Properties();
            try {
                names.load(new ByteArrayInputStream(text));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new Assets(
                    names.stringPropertyNames().stream().collect(Collectors.toMap(each -> each, names::getProperty)),
                    Assets::resource);
        });
    }

    /** The name that holds the hash. */
    String named(String name) {
        String file = names.get(name);
        if (file == null) {
            throw new IllegalArgumentException("there is no file " + name);
        }
        return file;
    }

    /** Where a file is, below where this server's addresses begin. */
    public String path(String name) {
        return "/dashboard/files/" + named(name);
    }

    void reply(Exchange exchange) {
        String name = exchange.pathParameter("name");
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null || !names.containsValue(name)) {
            exchange.reply(404, "text/plain; charset=utf-8", "Not found\n");
            return;
        }
        Kept file = kept.computeIfAbsent(name, this::read);
        exchange.with("Cache-Control", "public, max-age=31536000, immutable").with("Vary", "Accept-Encoding");
        if (exchange.acceptsGzip()) {
            exchange.with("Content-Encoding", "gzip").reply(200, type, file.gzipped);
        } else {
            exchange.reply(200, type, file.plain);
        }
    }

    private Kept read(String name) {
        byte[] plain = source.apply(name).orElseThrow(() -> new IllegalStateException("The jar lacks " + name));
        ByteArrayOutputStream packed = new ByteArrayOutputStream(plain.length / 3);
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail that way
        }
        return new Kept(plain, packed.toByteArray());
    }

    private static Optional<byte[]> resource(String name) {
        try (InputStream file = Assets.class.getResourceAsStream(FOLDER + name)) {
            return file == null ? Optional.empty() : Optional.of(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
