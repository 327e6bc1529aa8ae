package masthead.vod;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import masthead.catalog.Feed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What {@code ffprobe} tells of a file of this machine, where it is installed: length, codecs, size of the picture.
 *
 * <p>One process for each call, ended after ten seconds. Blocks; on a virtual thread.
 */
public final class Probe {
    private static final Logger log = LoggerFactory.getLogger(Probe.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST = 1024 * 1024;
    private static final JsonFactory JSON = new JsonFactory();

    private final Library library;
    private final String program;
    private volatile boolean missing;

    public Probe(Library library, VodSettings settings) {
        this.library = library;
        this.program = settings.ffprobe();
    }

    /** By the names of kept facts; empty where nothing can be told. */
    public Map<String, String> read(Feed feed) {
        Optional<Path> file = missing ? Optional.empty() : library.file(feed);
        return file.isEmpty() || program.isBlank() ? Map.of() : read(program, file.get());
    }

    private Map<String, String> read(String command, Path file) {
        Process process;
        try {
            process = new ProcessBuilder(
                            command,
                            "-v",
                            "error",
                            "-print_format",
                            "json",
                            "-show_format",
                            "-show_streams",
                            "-i",
                            file.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            missing = true; // it is not looked for again before the next start
            log.atInfo().log("There is no ffprobe: lengths and codecs of local films are not known");
            return Map.of();
        }
        Thread.startVirtualThread(() -> endInTime(process));
        try (InputStream out = process.getInputStream()) {
            return facts(out.readNBytes(MOST));
        } catch (IOException | JacksonException unreadable) {
            return Map.of();
        } finally {
            process.destroyForcibly();
        }
    }

    private static void endInTime(Process process) {
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** {@code {"streams":[{"codec_type":"video","codec_name":...}],"format":{"duration":"5760.0","bit_rate":"4200000"}}}. */
    static Map<String, String> facts(byte[] answer) {
        Map<String, String> facts = new LinkedHashMap<>();
        Map<String, String> stream = new LinkedHashMap<>();
        Deque<String> path = new ArrayDeque<>();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), answer)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                String name = Optional.ofNullable(json.currentName()).orElse("");
                if (token.isStructStart()) {
                    path.addLast(name);
                } else if (token.isStructEnd()) {
                    path.removeLast();
                    if (path.size() == 2 && path.contains("streams")) {
                        put(facts, stream);
                        stream.clear();
                    }
                } else if (token.isScalarValue() && path.size() == 3 && path.contains("streams")) {
                    stream.putIfAbsent(name, json.getString());
                } else if (token.isScalarValue() && path.size() == 2 && path.contains("format")) {
                    format(facts, name, json.getString());
                }
            }
        }
        return facts;
    }

    private static void format(Map<String, String> facts, String name, String value) {
        if (name.equals("duration") && value.matches("\\d{1,7}(\\.\\d+)?")) {
            facts.put("duration", Long.toString(Math.round(Double.parseDouble(value))));
        } else if (name.equals("bit_rate") && value.matches("\\d{1,12}")) {
            facts.put("bitrate", Long.toString(Long.parseLong(value) / 1000));
        }
    }

    private static void put(Map<String, String> facts, Map<String, String> stream) {
        String codec = stream.getOrDefault("codec_name", "");
        if (stream.getOrDefault("codec_type", "").equals("video") && !facts.containsKey("vcodec")) {
            facts.put("vcodec", codec);
            facts.put("width", stream.getOrDefault("width", ""));
            facts.put("height", stream.getOrDefault("height", ""));
        } else if (stream.getOrDefault("codec_type", "").equals("audio") && !facts.containsKey("acodec")) {
            facts.put("acodec", codec);
            facts.put("channels", stream.getOrDefault("channels", ""));
        }
    }
}
