package masthead.xtream;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import masthead.catalog.Catalogs;
import masthead.catalog.Category;
import masthead.catalog.CategoryId;
import masthead.catalog.Lineup;
import masthead.catalog.LineupId;
import masthead.catalog.Part;
import masthead.catalog.Titles;
import masthead.format.xtream.CategoryRow;
import masthead.format.xtream.TitleRow;
import masthead.format.xtream.XtreamWriter;
import masthead.http.Exchange;
import masthead.http.Origin;
import masthead.http.ReadyFiles;

/**
 * Lists of movies and series, kept ready in gzipped files that the kernel sends: there may be hundreds of thousands.
 *
 * <p>A list is written once per version of the catalog, when it is asked for; while that takes time, players get the one before.
 * Nothing of who asks is in one, and the address he asked at only where posters are ours. Blocks; on a virtual thread.
 */
final class TitlePages {
    private static final int BUFFER = 64 * 1024;

    /**
     * Which titles are listed.
     *
     * @param category the one that was asked for
     * @param offered those that may be seen; absent: all
     */
    record Choice(Part part, Optional<CategoryId> category, Optional<Set<CategoryId>> offered) {
        /** Those of one category alone. */
        Choice of(CategoryId only) {
            return new Choice(part, Optional.of(only), offered);
        }

        boolean holds(CategoryId id) {
            return offered.map(all -> all.contains(id)).orElse(true);
        }

        /** Equal for those that list the same. */
        String key() {
            String only = offered.map(all -> all.stream()
                            .map(CategoryId::value)
                            .sorted()
                            .toList()
                            .toString())
                    .orElse("");
            return part + " " + category.map(CategoryId::toString).orElse("") + " " + only;
        }
    }

    private final Titles titles;
    private final Catalogs catalogs;
    private final ListFiles files;
    private final Logos logos;
    private volatile Shown shown = new Shown(-1, Map.of());

    TitlePages(Titles titles, Catalogs catalogs, ReadyFiles files, Logos logos, Clock clock) {
        this.titles = titles;
        this.catalogs = catalogs;
        this.files = new ListFiles(files, clock);
        this.logos = logos;
    }

    /** All of {@code part} that a subscriber of {@code lineup} sees. */
    Choice choice(Part part, Optional<LineupId> lineup) {
        Lineup seen = catalogs.current().lineup(lineup);
        return new Choice(
                part, Optional.empty(), seen.parts().contains(part) ? seen.categories() : Optional.of(Set.of()));
    }

    /** Replies with {@code get_vod_categories} or {@code get_series_categories}. */
    void replyCategories(Exchange exchange, Choice choice) throws IOException {
        files.reply(exchange, ready("categories " + choice.key(), out -> {
            try (XtreamWriter json = new XtreamWriter(out)) {
                json.categories(categories(choice));
            }
        }));
    }

    List<CategoryRow> categories(Choice choice) {
        return titles.categories(choice.part()).stream()
                .filter(each -> choice.holds(each.id()))
                .map(TitlePages::row)
                .toList();
    }

    /** Whether something of {@code part} stands in {@code category}. */
    boolean has(Part part, CategoryId category) {
        Shown now = shown;
        long version = catalogs.current().version();
        if (now.version() != version) {
            now = new Shown(version, new ConcurrentHashMap<>());
            shown = now;
        }
        return now.categories()
                .computeIfAbsent(
                        part,
                        any -> titles.categories(part).stream()
                                .map(Category::id)
                                .collect(Collectors.toUnmodifiableSet()))
                .contains(category);
    }

    /** The categories of each part, at one version. */
    private record Shown(long version, Map<Part, Set<CategoryId>> categories) {}

    private static CategoryRow row(Category category) {
        return new CategoryRow(category.id().value(), category.name());
    }

    /** Replies with {@code get_vod_streams} or {@code get_series}. */
    void replyList(Exchange exchange, Choice choice) throws IOException {
        Origin origin = exchange.origin();
        files.reply(exchange, ready("list " + origin + " " + choice.key(), out -> writeList(out, choice, origin)));
    }

    private void writeList(OutputStream out, Choice choice, Origin origin) {
        TitleRows rows = new TitleRows(logos, origin);
        try (XtreamWriter json = new XtreamWriter(out)) {
            json.beginList();
            titles.each(choice.part(), choice.category(), each -> {
                if (!choice.holds(each.category().id())) {
                    return;
                }
                switch (choice.part()) {
                    case MOVIES -> json.movie(rows.next(each));
                    case SERIES -> json.series(rows.next(each));
                    case LIVE -> throw new IllegalArgumentException("live channels are in the catalog");
                }
            });
            json.endList();
        }
    }

    /** Adds all movies to an answer of {@code panel_api}. */
    void addToPanel(XtreamWriter panel, Choice choice, Origin origin) throws IOException {
        ReadyFiles.Ready ready = ready("panel " + origin + " " + choice.key(), out -> writePanel(out, choice, origin));
        try (BufferedReader lines = lines(ready)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int tab = line.indexOf('\t');
                panel.panelMovie(line.substring(0, tab), line.substring(tab + 1));
            }
        }
    }

    private void writePanel(OutputStream out, Choice choice, Origin origin) {
        TitleRows rows = new TitleRows(logos, origin);
        titles.each(choice.part(), choice.category(), each -> {
            if (choice.holds(each.category().id())) {
                try {
                    TitleRow row = rows.next(each);
                    out.write((row.id() + "\t" + XtreamWriter.panelMovie(row) + "\n").getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
    }

    /** What a list of entries is written by. */
    @FunctionalInterface
    interface Entries {
        /** Writes all entries of {@code choice}; addresses begin with {@link #ADDRESS} and have neither origin nor credentials. */
        void writeTo(Writer out, Choice choice) throws IOException;
    }

    /** Marks a line that is an address. */
    static final char ADDRESS = '\uE000';

    /** The lines of a list, ready but for origin and credentials; the caller closes them. */
    BufferedReader entries(String form, Choice choice, Origin origin, Entries entries) throws IOException {
        return lines(ready("entries " + form + " " + origin + " " + choice.key(), out -> {
            Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), BUFFER);
            entries.writeTo(text, choice);
            text.flush();
        }));
    }

    private static BufferedReader lines(ReadyFiles.Ready ready) throws IOException {
        return new BufferedReader(
                new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(ready.path()), BUFFER), StandardCharsets.UTF_8),
                BUFFER);
    }

    private ReadyFiles.Ready ready(String key, ReadyFiles.Content content) {
        return files.file(key, Long.toString(catalogs.current().version()), content);
    }
}
