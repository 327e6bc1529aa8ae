package masthead.xtream;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import masthead.catalog.ChannelId;
import masthead.catalog.Lineup;
import masthead.catalog.LineupId;
import masthead.catalog.Part;
import masthead.format.xtream.EmptyAnswers;
import masthead.http.Exchange;

/** Movies and series: {@code get_vod_...} and {@code get_series...}. */
final class TitleActions {
    private final TitlePages pages;
    private final TitleInfo details;

    TitleActions(TitlePages pages, TitleInfo details) {
        this.pages = pages;
        this.details = details;
    }

    /** What a subscriber who was given {@code id} may see now. */
    Lineup lineup(Optional<LineupId> id) {
        return pages.lineup(id);
    }

    TitlePages pages() {
        return pages;
    }

    void categories(Exchange exchange, Part part, Lineup lineup) throws IOException {
        pages.replyCategories(exchange, TitlePages.Choice.of(part, lineup));
    }

    void list(Exchange exchange, Part part, Lineup lineup) throws IOException {
        switch (Asked.category(exchange)) {
            case Asked.Filter.Everything() -> pages.replyList(exchange, TitlePages.Choice.of(part, lineup));
            case Asked.Filter.Only(var category)
            when lineup.holds(part, category) && pages.has(part, category) ->
                pages.replyList(exchange, new TitlePages.Choice(part, Optional.of(category), Optional.empty()));
            // Not kept: there is no end of ids that do not exist.
            case Asked.Filter.Only only -> exchange.reply(200, Answers.JSON, EmptyAnswers.LIST);
            case Asked.Filter.Nothing() -> exchange.reply(200, Answers.JSON, EmptyAnswers.LIST);
        }
    }

    void movie(Exchange exchange, Lineup lineup) {
        Optional<ChannelId> id = id(exchange, "vod_id");
        if (id.isEmpty() || !details.replyMovie(exchange, id.get(), lineup)) {
            exchange.reply(200, Answers.JSON, EmptyAnswers.MOVIE);
        }
    }

    void series(Exchange exchange, Lineup lineup) {
        Optional<ChannelId> id = id(exchange, "series_id").or(() -> id(exchange, "series"));
        if (id.isEmpty() || !details.replySeries(exchange, id.get(), lineup)) {
            exchange.reply(200, Answers.JSON, EmptyAnswers.SERIES);
        }
    }

    private static Optional<ChannelId> id(Exchange exchange, String name) {
        OptionalInt number = Asked.number(Asked.word(exchange, name));
        return number.isPresent() ? Optional.of(new ChannelId(number.getAsInt())) : Optional.empty();
    }
}
