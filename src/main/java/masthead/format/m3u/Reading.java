package masthead.format.m3u;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One list being read, line by line: what is known of the next entry, and the tally so far. Not thread-safe. */
final class Reading {
    private static final int MAX_GUIDES = 32;
    /** At least two letters: {@code C:\list} is a path. */
    private static final Pattern ABSOLUTE = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:[^\\p{Cntrl}]+");
    /** An AceStream content may stand alone. */
    private static final Pattern CONTENT_ID = Pattern.compile("[0-9a-fA-F]{40}");

    private static final Pattern EXTENSION = Pattern.compile("\\.[a-zA-Z][a-zA-Z0-9]{1,4}$");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");
    /** What Kodi takes from the header for entries that do not say it themselves. */
    private static final Set<String> DEFAULTS =
            Set.of("catchup", "catchup-type", "catchup-days", "catchup-source", "catchup-correction", "tvg-shift");

    private static final Set<String> GUIDES = Set.of("x-tvg-url", "url-tvg", "tvg-url");

    private final Consumer<M3uEntry> sink;
    private final Map<Skip, Integer> skipped = new EnumMap<>(Skip.class);
    private final Set<String> guides = new LinkedHashSet<>();
    private final Map<String, String> defaults = new LinkedHashMap<>();
    private boolean recognised;
    private int preambleLines;
    private int entries;

    private @Nullable ExtInf inf;
    private Headers headers = new Headers();
    private String group = "";
    private boolean spoiled;

    Reading(Consumer<M3uEntry> sink) {
        this.sink = sink;
    }

    /** Takes the next line, without white space around it. */
    void line(String line, boolean tooLong) {
        if (!recognised) {
            recognise(line, tooLong);
        }
        if (!recognised || line.isEmpty()) {
            return;
        }
        if (tooLong) {
            skip(Skip.LINE_TOO_LONG);
            forget();
            spoiled = line.startsWith("#");
        } else if (line.startsWith("#")) {
            directive(line);
        } else {
            address(line);
        }
    }

    /** The tally, once there are no more lines. */
    Tally end() {
        if (!recognised) {
            throw new NotM3uException(preambleLines == 0 ? "it is empty" : "it has neither #EXTM3U nor #EXTINF");
        }
        boolean looksTruncated = inf != null;
        if (looksTruncated) {
            skip(Skip.NO_ADDRESS);
        }
        return new Tally(entries, skipped, List.copyOf(guides), looksTruncated);
    }

    private void recognise(String line, boolean tooLong) {
        if (starts(line, "#EXTM3U") || starts(line, "#EXTINF:")) {
            recognised = true;
            preambleLines = 0;
            return;
        }
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        if (preambleLines == 0) {
            NotM3uException guess = guess(line);
            if (guess != null) {
                throw guess;
            }
        }
        if (tooLong || ++preambleLines > M3uReader.MAX_PREAMBLE_LINES) {
            throw new NotM3uException("it has neither #EXTM3U nor #EXTINF");
        }
        skip(Skip.PREAMBLE);
    }

    /** What a document that starts with {@code line} is, if it surely is no list. */
    private static @Nullable NotM3uException guess(String line) {
        if (line.startsWith("<")) {
            boolean xml = starts(line, "<?xml") || starts(line, "<tv");
            return new NotM3uException(xml ? "it is XML" : "it is an HTML page");
        }
        if (line.startsWith("{") || line.startsWith("[")) {
            return new NotM3uException("it is JSON");
        }
        boolean binary = line.chars().limit(1024).anyMatch(each -> each < ' ' && each != '\t');
        return binary ? new NotM3uException("it is not text") : null;
    }

    private void directive(String line) {
        if (starts(line, "#EXTINF:")) {
            ExtInf next = ExtInf.parse(line, ExtInf.afterDuration(line, "#EXTINF:".length()));
            if (inf != null) {
                // Options between the two belong to the first, which never got its address.
                skip(Skip.NO_ADDRESS);
                forget();
            }
            inf = next;
            spoiled = false;
        } else if (starts(line, "#EXTM3U")) {
            header(ExtInf.parse(line, "#EXTM3U".length()).attributes());
        } else if (starts(line, "#EXTGRP:")) {
            group = line.substring("#EXTGRP:".length());
        } else if (starts(line, "#EXTVLCOPT:")) {
            headers.option(line.substring("#EXTVLCOPT:".length()));
        } else if (starts(line, "#KODIPROP:")) {
            headers.option(line.substring("#KODIPROP:".length()));
        } else if (entries == 0 && (starts(line, "#EXT-X-TARGETDURATION") || starts(line, "#EXT-X-STREAM-INF"))) {
            throw new NotM3uException("it is the HLS playlist of one stream, not a list of channels");
        }
    }

    private void header(Map<String, String> attributes) {
        attributes.forEach((key, value) -> {
            if (GUIDES.contains(key)) {
                for (String guide : value.split(",")) {
                    String address = guide.strip();
                    if (guides.size() < MAX_GUIDES && (starts(address, "http://") || starts(address, "https://"))) {
                        guides.add(address);
                    }
                }
            } else if (DEFAULTS.contains(key) && !value.isEmpty()) {
                defaults.put(key, value);
            }
        });
    }

    private void address(String line) {
        if (spoiled) {
            forget();
            return;
        }
        int pipe = line.indexOf('|');
        String url = (pipe < 0 ? line : line.substring(0, pipe)).strip().replace(" ", "%20");
        if (!ABSOLUTE.matcher(url).matches() && !CONTENT_ID.matcher(url).matches()) {
            skip(Skip.RELATIVE_ADDRESS);
            forget();
            return;
        }
        Map<String, String> attributes = inf == null ? Map.of() : inf.attributes();
        attributes.forEach((key, value) -> Headers.named(key).ifPresent(name -> headers.put(name, value)));
        if (pipe >= 0) {
            headers.form(line.substring(pipe + 1));
        }
        M3uEntry entry =
                new M3uEntry(name(attributes, url), url, group(attributes), withDefaults(attributes), headers.toMap());
        forget();
        entries++;
        sink.accept(entry);
    }

    private String name(Map<String, String> attributes, String url) {
        for (String each : new String[] {
            inf == null ? "" : inf.name(),
            attributes.getOrDefault("tvg-name", ""),
            attributes.getOrDefault("tvg-id", "")
        }) {
            String name = clean(each);
            if (!name.isEmpty()) {
                return name;
            }
        }
        return lastSegment(url);
    }

    /** {@code http://host/a/news.ts?x=1} is called {@code news}: without query and user, which may be credentials. */
    private static String lastSegment(String url) {
        int end = url.length();
        for (char each : new char[] {'?', '#'}) {
            int at = url.indexOf(each);
            end = at >= 0 ? Math.min(end, at) : end;
        }
        String path = url.substring(url.indexOf(':') + 1, end);
        String segment = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('@')) + 1);
        String name = clean(EXTENSION.matcher(segment).replaceFirst(""));
        return name.isEmpty() ? "Unnamed" : name;
    }

    private Optional<String> group(Map<String, String> attributes) {
        String title = clean(attributes.getOrDefault("group-title", ""));
        String name = title.isEmpty() ? clean(group) : title;
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }

    private Map<String, String> withDefaults(Map<String, String> attributes) {
        if (defaults.isEmpty()) {
            return attributes;
        }
        Map<String, String> whole = new LinkedHashMap<>(attributes);
        defaults.forEach(whole::putIfAbsent);
        return whole;
    }

    private static String clean(String text) {
        return CONTROL.matcher(text).replaceAll(" ").strip();
    }

    private void forget() {
        inf = null;
        headers = new Headers();
        group = "";
        spoiled = false;
    }

    private void skip(Skip reason) {
        skipped.merge(reason, 1, Integer::sum);
    }

    private static boolean starts(String line, String directive) {
        return line.regionMatches(true, 0, directive, 0, directive.length());
    }
}
