package masthead.xtream;

import masthead.catalog.Catalogs;
import masthead.http.Routes;

/** The players' door: every address of the protocol, and who answers it. */
public final class XtreamDoor {
    private static final String METHODS = "GET POST HEAD OPTIONS";

    private final PlayerApi player;
    private final PanelApi panel;
    private final PlaylistRoute playlist;
    private final GuideRoute guide;
    private final LogoRoute logo;
    private final LiveRoute channels;
    private final FilmRoute films;
    private final ArchiveRoute past;

    public XtreamDoor(Doorkeeper doorkeeper, Catalogs catalogs, PlayerGuide shown, Pages pages, Offered offered) {
        ListingActions actions = new ListingActions(catalogs, shown.listings(), doorkeeper.clock(), doorkeeper.zone());
        Logos logos = pages.logos();
        PlayerTitles titles = offered.titles();
        TitlePages lists = new TitlePages(titles.titles(), catalogs, titles.files(), logos, doorkeeper.clock());
        TitleActions films = new TitleActions(lists, new TitleInfo(titles.titles(), titles.details(), logos));
        this.player = new PlayerApi(doorkeeper, pages, actions, films);
        this.panel = new PanelApi(doorkeeper, catalogs, actions, logos, lists);
        this.playlist = new PlaylistRoute(
                doorkeeper, catalogs, shown.listings(), logos, new TitleEntries(titles.titles(), lists, logos));
        this.guide = new GuideRoute(doorkeeper, catalogs, shown.listings(), shown.files(), logos);
        this.logo = new LogoRoute(catalogs);
        this.channels = new LiveRoute(doorkeeper, catalogs, offered.live());
        this.films = new FilmRoute(doorkeeper, catalogs, titles.films());
        this.past = new ArchiveRoute(doorkeeper, catalogs, offered.live().past());
    }

    /**
     * Adds the door's addresses to {@code routes}. To be called after all other doors: the last address, of three segments
     * without a name of its own, fits whatever else has three.
     */
    public void addTo(Routes routes) {
        documents(routes);
        channels.addTo(routes);
        on(routes, films::answer, "/movie/{username}/{password}/{file}", "/series/{username}/{password}/{file}");
        on(routes, films::answerByQuery, "/streaming/vod.php");
        past.addTo(routes, METHODS);
        routes.stream(METHODS, "/live/{username}/{password}/{file*}", channels::open);
        routes.stream(METHODS, "/streaming/live.php", channels::openByQuery);
        routes.stream(METHODS, "/{username}/{password}/{file*}", channels::open);
    }

    private void documents(Routes routes) {
        on(routes, player::answer, "/player_api.php", "/player_api");
        on(routes, player::answer, "/player_api/{username}/{password}");
        on(routes, player::answer, "/player_api/{username}/{password}/{action}");
        on(routes, panel::answer, "/panel_api.php");
        on(routes, playlist::answer, "/get.php", "/playlist/{username}/{password}");
        on(routes, playlist::answer, "/playlist/{username}/{password}/{type}");
        on(routes, playlist::answer, "/playlist/{username}/{password}/{type}/{output}");
        on(routes, guide::answer, "/xmltv.php", "/epg/{username}/{password}");
        on(routes, guide::answerFile, "/epg/{username}/{password}/gz");
        on(routes, logo::answer, "/logo/{file}");
    }

    private static void on(Routes routes, Routes.Handler handler, String... templates) {
        for (String template : templates) {
            routes.on(METHODS, template, Answers.open(handler));
        }
    }
}
