package masthead.xtream;

import java.time.Instant;
import masthead.catalog.Title;
import masthead.format.xtream.CategoryRow;
import masthead.format.xtream.FactTexts;
import masthead.format.xtream.TitleRow;
import masthead.http.Origin;
import masthead.vod.Extensions;

/** Movies and series as this protocol lists them. Not thread-safe: one for one answer. */
final class TitleRows {
    private final Logos logos;
    private final Origin origin;
    private int number;

    TitleRows(Logos logos, Origin origin) {
        this.logos = logos;
        this.origin = origin;
    }

    /** The next row: rows are numbered in the order they are asked for. */
    TitleRow next(Title title) {
        number++;
        return new TitleRow(
                number,
                title.id().value(),
                title.name(),
                added(title),
                new CategoryRow(title.category().id().value(), title.category().name()),
                Extensions.of(
                        title.facts(), title.feed().map(each -> each.url()).orElse("")),
                title.fact("adult").equals("1"),
                FactTexts.read(title.name(), logos.poster(title, origin), title.facts()));
    }

    private static Instant added(Title title) {
        String told = title.fact("modified").isEmpty() ? title.fact("added") : title.fact("modified");
        return FactTexts.digits(told, 11) && !told.startsWith("0")
                ? Instant.ofEpochSecond(Long.parseLong(told))
                : title.addedAt();
    }
}
