package masthead.xtream;

import java.io.IOException;
import java.util.Optional;
import masthead.catalog.LineupId;
import masthead.catalog.Part;
import masthead.format.xtream.EmptyAnswers;
import masthead.http.Exchange;

/**
 * {@code player_api.php}: what players ask to log in, to list channels, and for the guide.
 *
 * <p>Every answer is 200 with JSON. An unknown or missing action is a login: players send actions that no panel knows and
 * expect the login's answer (docs/4-protocols/xtream.md, "Login").
 */
final class PlayerApi {
    private final Doorkeeper doorkeeper;
    private final Pages pages;
    private final ListingActions listings;
    private final TitleActions titles;

    PlayerApi(Doorkeeper doorkeeper, Pages pages, ListingActions listings, TitleActions titles) {
        this.titles = titles;
        this.doorkeeper = doorkeeper;
        this.pages = pages;
        this.listings = listings;
    }

    void answer(Exchange exchange) throws IOException {
        switch (doorkeeper.caller(exchange)) {
            case Caller.Stranger() -> Answers.json(exchange, json -> json.refusal(XtreamProblem.WRONG_CREDENTIALS));
            case Caller.Hasty() -> Answers.refuse(exchange, XtreamProblem.tooMany());
            // Not an empty list: a player would put it in the place of the lists it has.
            case Caller.Member member when !member.active() -> login(exchange, member);
            case Caller.Member member -> act(exchange, member);
        }
    }

    /** The numbers are aliases that a later panel knows. */
    private void act(Exchange exchange, Caller.Member member) throws IOException {
        Optional<LineupId> lineup = member.subscriber().lineup();
        switch (Asked.word(exchange, "action")) {
            case "get_live_categories", "201" -> pages.replyCategories(exchange, lineup);
            case "get_live_streams", "202" -> streams(exchange, lineup);
            case "get_vod_categories", "200" -> titles.categories(exchange, Part.MOVIES, lineup);
            case "get_series_categories", "206" -> titles.categories(exchange, Part.SERIES, lineup);
            case "get_vod_streams", "203" -> titles.list(exchange, Part.MOVIES, lineup);
            case "get_series", "208" -> titles.list(exchange, Part.SERIES, lineup);
            case "get_vod_info", "209" -> titles.movie(exchange, lineup);
            case "get_series_info", "204" -> titles.series(exchange, lineup);
            case "get_short_epg", "205" -> listings.shortList(exchange, lineup);
            case "get_epg" -> listings.shortList(exchange, lineup);
            // One player asks again with the misspelt name.
            case "get_simple_data_table", "get_simple_date_table", "207" -> listings.table(exchange, lineup);
            default -> login(exchange, member);
        }
    }

    private void login(Exchange exchange, Caller.Member member) {
        exchange.with("Cache-Control", "no-store");
        Answers.json(exchange, json -> json.login(doorkeeper.account(member), doorkeeper.server(exchange)));
    }

    private void streams(Exchange exchange, Optional<LineupId> lineup) throws IOException {
        switch (Asked.category(exchange)) {
            case Asked.Filter.Everything() -> pages.replyStreams(exchange, lineup, Optional.empty());
            case Asked.Filter.Only(var category) -> pages.replyStreams(exchange, lineup, Optional.of(category));
            case Asked.Filter.Nothing() -> empty(exchange, EmptyAnswers.LIST);
        }
    }

    private static void empty(Exchange exchange, String answer) {
        exchange.reply(200, Answers.JSON, answer);
    }
}
