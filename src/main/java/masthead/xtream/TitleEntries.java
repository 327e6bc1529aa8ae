package masthead.xtream;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;
import masthead.catalog.ChannelId;
import masthead.catalog.Part;
import masthead.catalog.Titles;
import masthead.format.m3u.M3uForm;
import masthead.format.m3u.M3uWriter;
import masthead.format.xtream.CategoryRow;
import masthead.http.Origin;
import masthead.vod.Extensions;

/**
 * Movies and episodes in a playlist: out of ready files that hold all but the credentials, for there are many and they take long to
 * read. Of a series those episodes are in it that are known. Blocks; on a virtual thread.
 */
final class TitleEntries {
    private final Titles titles;
    private final TitlePages pages;
    private final Logos logos;

    TitleEntries(Titles titles, TitlePages pages, Logos logos) {
        this.titles = titles;
        this.pages = pages;
        this.logos = logos;
    }

    /** Writes what is chosen to {@code out}. */
    void addTo(Writer out, TitlePages.Choice choice, M3uForm form, Origin origin, Paths paths) throws IOException {
        String folder = choice.part() == Part.MOVIES ? "movie" : "series";
        try (BufferedReader lines =
                pages.entries(form.name(), choice, origin, (to, all) -> write(to, all, form, origin))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                boolean address = !line.isEmpty() && line.charAt(0) == TitlePages.ADDRESS;
                out.write(address ? paths.film(folder, line.substring(1)) : line);
                out.write('\n');
            }
        }
    }

    private void write(Writer to, TitlePages.Choice choice, M3uForm form, Origin origin) {
        M3uWriter list = new M3uWriter(to, form);
        if (choice.part() == Part.MOVIES) {
            titles.each(Part.MOVIES, choice.category(), each -> {
                if (choice.holds(each.category().id())) {
                    String extension = Extensions.of(
                            each.facts(), each.feed().map(feed -> feed.url()).orElse(""));
                    String poster = logos.poster(each, origin);
                    entry(list, each.name(), poster, each.category().name(), address(each.id(), extension));
                }
            });
            return;
        }
        Map<Integer, String> names = new LinkedHashMap<>();
        for (CategoryRow each : pages.categories(choice)) {
            names.put(each.id(), each.name());
        }
        titles.eachEpisode(each -> {
            if (choice.holds(each.category())) {
                String group = names.getOrDefault(each.category().value(), "");
                entry(list, each.title(), "", group, address(each.id(), Extensions.of(each.facts(), each.url())));
            }
        });
    }

    private static String address(ChannelId id, String extension) {
        return TitlePages.ADDRESS + id.toString() + "." + extension;
    }

    private static void entry(M3uWriter list, String name, String poster, String group, String address) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("tvg-name", name);
        attributes.put("tvg-logo", poster);
        attributes.put("group-title", group);
        list.entry(name, attributes, address);
    }
}
