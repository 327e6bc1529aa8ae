package masthead.xtream;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import masthead.access.Credentials;
import masthead.access.Device;
import masthead.access.Format;
import masthead.access.Play;
import masthead.access.Recognition;
import masthead.catalog.Catalogs;
import masthead.catalog.ChannelId;
import masthead.catalog.TitleFile;
import masthead.http.Exchange;
import masthead.vod.Extensions;
import masthead.vod.Films;
import masthead.vod.MediaTypes;

/**
 * {@code /movie/<user>/<password>/<id>.<ext>}, {@code /series/...} and {@code /streaming/vod.php}: the file of a movie or an episode,
 * in ranges. The extension is the player's copy of what a list told; the id alone counts. Never a redirect.
 */
final class FilmRoute {
    private static final Pattern FILE = Pattern.compile("(\\d+)(?:\\.[A-Za-z0-9]*)?");

    private final Doorkeeper doorkeeper;
    private final Catalogs catalogs;
    private final Films films;

    FilmRoute(Doorkeeper doorkeeper, Catalogs catalogs, Films films) {
        this.catalogs = catalogs;
        this.doorkeeper = doorkeeper;
        this.films = films;
    }

    /** The form with everything in the path. */
    void answer(Exchange exchange) {
        Matcher file = FILE.matcher(exchange.pathParameter("file"));
        answer(exchange, file.matches() ? file.group(1) : "");
    }

    /** The form with everything in the query. */
    void answerByQuery(Exchange exchange) {
        answer(exchange, exchange.parameter("stream").orElse(""));
    }

    private void answer(Exchange exchange, String id) {
        Credentials credentials = Credentials.of(
                Asked.named(exchange, "username").orElse(""),
                Asked.named(exchange, "password").orElse(""));
        Device device = new Device(
                exchange.clientAddress(), exchange.header("User-Agent").orElse(""));
        Optional<TitleFile> film = film(id);
        Wanted wanted =
                new Wanted(credentials.username(), film.map(TitleFile::name).orElse(id), Optional.empty());
        switch (doorkeeper.turnstile().recognise(credentials, device.address())) {
            case Recognition.Unknown() -> refuse(exchange, device, wanted, XtreamProblem.wrongCredentials());
            case Recognition.Known known
            when film.isEmpty() || !offered(known, film.get()) ->
                refuse(exchange, device, wanted, XtreamProblem.noSuchTitle());
            case Recognition.Known(var subscriber)
            when doorkeeper.turnstile().shutOut(subscriber).isPresent() ->
                refuse(
                        exchange,
                        device,
                        wanted,
                        XtreamProblem.of(
                                doorkeeper.turnstile().shutOut(subscriber).get()));
            case Recognition.Known known
            when exchange.head() -> films.head(exchange, film.get(), MediaTypes.of(Extensions.of(film.get())));
            case Recognition.Known(var subscriber) -> {
                Play play = new Play(credentials, Format.TS, device, Films.content(film.get()));
                Films.Served served = films.serve(
                        exchange,
                        film.get(),
                        subscriber.id(),
                        device,
                        () -> doorkeeper.turnstile().admit(play));
                problem(served).ifPresent(problem -> refuse(exchange, device, wanted, problem));
            }
        }
    }

    private boolean offered(Recognition.Known known, TitleFile film) {
        return catalogs.current().lineup(known.subscriber().lineup()).holds(film.part(), film.category());
    }

    private Optional<TitleFile> film(String id) {
        OptionalInt number = Asked.number(id);
        return number.isEmpty() ? Optional.empty() : films.film(new ChannelId(number.getAsInt()));
    }

    private static Optional<XtreamProblem> problem(Films.Served served) {
        return switch (served) {
            case Films.Served.Answered() -> Optional.empty();
            case Films.Served.Refused(var why) -> Optional.of(XtreamProblem.of(why));
            case Films.Served.NotThere() -> Optional.of(XtreamProblem.noSuchTitle());
            case Films.Served.NoConnection() ->
                Optional.of(XtreamProblem.noPicture("The provider has no connection left"));
            case Films.Served.NoAnswer() -> Optional.of(XtreamProblem.noPicture("The provider does not answer"));
        };
    }

    private void refuse(Exchange exchange, Device device, Wanted wanted, XtreamProblem problem) {
        doorkeeper.keep(device, wanted, problem);
        Answers.refuse(exchange, problem);
    }
}
