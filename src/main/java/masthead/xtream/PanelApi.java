package masthead.xtream;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import masthead.catalog.Catalog;
import masthead.catalog.Catalogs;
import masthead.catalog.Lineup;
import masthead.catalog.Part;
import masthead.format.xtream.XtreamWriter;
import masthead.http.Exchange;

/** {@code panel_api.php}: account, categories and channels in one answer, for players of the first years. */
final class PanelApi {
    private final Doorkeeper doorkeeper;
    private final Catalogs catalogs;
    private final ListingActions listings;
    private final Logos logos;
    private final TitlePages titles;

    PanelApi(Doorkeeper doorkeeper, Catalogs catalogs, ListingActions listings, Logos logos, TitlePages titles) {
        this.titles = titles;
        this.doorkeeper = doorkeeper;
        this.catalogs = catalogs;
        this.listings = listings;
        this.logos = logos;
    }

    void answer(Exchange exchange) throws IOException {
        switch (doorkeeper.caller(exchange)) {
            case Caller.Stranger() -> Answers.json(exchange, XtreamWriter::panelRefusal);
            case Caller.Hasty() -> Answers.refuse(exchange, XtreamProblem.tooMany());
            case Caller.Member member
            when !member.active() ->
                Answers.json(
                        exchange, json -> json.panelLogin(doorkeeper.account(member), doorkeeper.server(exchange)));
            case Caller.Member member
            when Asked.word(exchange, "action").equals("get_epg") ->
                listings.panelTable(exchange, member.subscriber().lineup());
            case Caller.Member member -> everything(exchange, member);
        }
    }

    private void everything(Exchange exchange, Caller.Member member) throws IOException {
        OutputStream body = exchange.with("Cache-Control", "no-store").replyStream(Answers.JSON);
        if (exchange.head()) {
            return;
        }
        Catalog catalog = catalogs.current().seenBy(member.subscriber().lineup());
        Rows rows = new Rows(catalog, listings.lineup(catalog), logos, exchange.origin());
        try (OutputStream out = new BufferedOutputStream(body, 16 * 1024);
                XtreamWriter writer = new XtreamWriter(out)) {
            Lineup lineup = catalog.lineup(member.subscriber().lineup());
            TitlePages.Choice movies = TitlePages.Choice.of(Part.MOVIES, lineup);
            XtreamWriter.Categories shown = new XtreamWriter.Categories(
                    rows.categories(),
                    titles.categories(movies),
                    titles.categories(TitlePages.Choice.of(Part.SERIES, lineup)));
            writer.beginPanel(doorkeeper.account(member), doorkeeper.server(exchange), shown);
            catalog.channels().forEach(each -> writer.panelChannel(rows.next(each)));
            titles.addToPanel(writer, movies, exchange.origin());
            writer.endPanel();
        }
    }
}
