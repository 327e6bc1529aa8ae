package masthead.xtream;

import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Stream;
import masthead.access.Access;
import masthead.access.Credentials;
import masthead.access.Device;
import masthead.access.Format;
import masthead.access.Recognition;
import masthead.access.Refusals;
import masthead.access.RefusedPlay;
import masthead.access.Seats;
import masthead.access.Standing;
import masthead.access.Turnstile;
import masthead.catalog.Channel;
import masthead.format.xtream.AccountFacts;
import masthead.format.xtream.AccountStatus;
import masthead.format.xtream.ServerFacts;
import masthead.http.Exchange;
import masthead.http.StreamRequest;

/** Tells the routes of the players' door who is asking, and players how they stand. Blocks; on a virtual thread. */
public final class Doorkeeper {
    private final Turnstile turnstile;
    private final Seats seats;
    private final Refusals refusals;
    private final XtreamSettings settings;
    private final Clock clock;
    private final Throttle throttle;

    public Doorkeeper(Access access, XtreamSettings settings, Clock clock) {
        this.turnstile = access.turnstile();
        this.seats = access.seats();
        this.refusals = access.refusals();
        this.settings = settings;
        this.clock = clock;
        this.throttle = new Throttle(settings, clock);
    }

    /** Who sent this request: credentials are in the path, the query or the body. */
    Caller caller(Exchange exchange) {
        String username = Asked.named(exchange, "username").orElse("");
        String password = Asked.named(exchange, "password").orElse("");
        if (!throttle.admits(username, exchange.clientAddress())) {
            return new Caller.Hasty();
        }
        if (username.isEmpty() || password.isEmpty()) {
            return new Caller.Stranger();
        }
        return switch (turnstile.recognise(Credentials.of(username, password), exchange.clientAddress())) {
            case Recognition.Known(var subscriber) ->
                new Caller.Member(subscriber, password, turnstile.standing(subscriber));
            case Recognition.Unknown() -> new Caller.Stranger();
        };
    }

    /**
     * The caller of a route that answers with a file.
     *
     * @return nothing if he was refused: then the exchange is answered
     */
    Optional<Caller.Member> admit(Exchange exchange) {
        switch (caller(exchange)) {
            case Caller.Member member
            when member.active() -> {
                return Optional.of(member);
            }
            case Caller.Member member -> Answers.refuse(exchange, XtreamProblem.of(member.standing()));
            case Caller.Stranger() -> Answers.refuse(exchange, XtreamProblem.wrongCredentials());
            case Caller.Hasty() -> Answers.refuse(exchange, XtreamProblem.tooMany());
        }
        return Optional.empty();
    }

    /** What {@code member} is told about his account. */
    AccountFacts account(Caller.Member member) {
        var subscriber = member.subscriber();
        return new AccountFacts(
                subscriber.username(),
                member.password(),
                settings.message().orElse(""),
                status(member.standing()),
                subscriber.expiresAt(),
                subscriber.trial(),
                seats.watching(subscriber.id()),
                subscriber.createdAt(),
                subscriber.maxConnections(),
                Stream.of(Format.values())
                        .filter(subscriber.formats()::contains)
                        .map(Format::wireName)
                        .toList());
    }

    /** What sent {@code request}. */
    static Device device(StreamRequest request) {
        return new Device(request.clientAddress(), request.header("User-Agent").orElse(""));
    }

    /** Refuses a stream, and keeps that for the operator. */
    void refuse(StreamRequest request, Wanted wanted, XtreamProblem problem) {
        keep(device(request), wanted, problem);
        request.refuse(problem.status(), problem.text());
    }

    /** Keeps a refusal for the operator that somebody else has told the player. */
    void keep(Device device, Wanted wanted, XtreamProblem problem) {
        refusals.add(new RefusedPlay(
                wanted.username(),
                wanted.channel().map(Channel::name).orElse(wanted.asked()),
                wanted.channel().map(Channel::id),
                device,
                problem.status(),
                problem.cause(),
                problem.text()));
    }

    /** What a player is told about this server. */
    ServerFacts server(Exchange exchange) {
        var origin = exchange.origin();
        return new ServerFacts(origin.scheme(), origin.host(), origin.port(), clock.instant(), zone());
    }

    /** The zone of all local times. */
    ZoneId zone() {
        return settings.timezone();
    }

    Turnstile turnstile() {
        return turnstile;
    }

    Clock clock() {
        return clock;
    }

    private static AccountStatus status(Standing standing) {
        return switch (standing) {
            case ACTIVE -> AccountStatus.ACTIVE;
            case DISABLED -> AccountStatus.DISABLED;
            case EXPIRED -> AccountStatus.EXPIRED;
        };
    }
}
