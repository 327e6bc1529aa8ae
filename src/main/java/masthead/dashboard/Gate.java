package masthead.dashboard;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import masthead.access.LastOwner;
import masthead.access.NoSuchOperator;
import masthead.access.NoSuchSubscriber;
import masthead.access.NoSuchToken;
import masthead.access.Operator;
import masthead.access.Operators;
import masthead.access.RefusedName;
import masthead.access.RefusedPassword;
import masthead.access.Role;
import masthead.access.TakenName;
import masthead.catalog.LineupRefused;
import masthead.catalog.NoSuchEntry;
import masthead.dashboard.view.Frame;
import masthead.dashboard.view.Section;
import masthead.http.ClientGone;
import masthead.http.Exchange;
import masthead.http.Routes;
import masthead.http.StreamRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where pages are hung up. Each is behind a session, and asks for a role; what changes something asks for the session's token and
 * for a page of ours as its origin too. Errors become pages. Every answer forbids the browser what our pages never do.
 */
final class Gate {
    /** What a page may load: what is ours. No script and no style stands in a page itself. */
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            + "media-src 'self' blob:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final Logger log = LoggerFactory.getLogger(Gate.class);
    private static final String COOKIE = "masthead_";
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    private final Routes routes;
    private final Operators operators;
    private final Sessions sessions;
    private final Look look;
    private final List<Change> changes = new ArrayList<>();
    private final List<Runnable> readAhead = new ArrayList<>();
    private final List<String> pages = new ArrayList<>();
    private final Following following = new Following();

    /** Answers one request of an operator. */
    @FunctionalInterface
    interface Page {
        void answer(Visit visit) throws Exception;
    }

    /** Answers a request of anybody. */
    @FunctionalInterface
    interface OpenPage {
        void answer(Exchange exchange) throws Exception;
    }

    /** Renders a part of a page that moves by itself; the frame is what stands around it. */
    @FunctionalInterface
    interface Part {
        String html(Visit visit, Frame frame);
    }

    /** Answers an operator's request for a stream, on its event loop. */
    @FunctionalInterface
    interface StreamPage {
        void open(StreamRequest request, Operator operator);
    }

    /** A route that changes something, for the test that tries to get past its guards. */
    record Change(String method, String template, Role role) {}

    Gate(Routes routes, Operators operators, Sessions sessions, Look look) {
        this.routes = routes;
        this.operators = operators;
        this.sessions = sessions;
        this.look = look;
    }

    /** A page that every operator may see. */
    Gate page(String path, Page page) {
        return page(Role.VIEWER, path, page);
    }

    Gate page(Role role, String path, Page page) {
        pages.add("/dashboard" + path);
        routes.on("GET HEAD", "/dashboard" + path, guarded(role, page, false));
        return this;
    }

    /** A file that every operator may have: no page. */
    Gate file(String path, Page page) {
        routes.on("GET HEAD", "/dashboard" + path, guarded(Role.VIEWER, page, false));
        return this;
    }

    /** A stream of events: a part of a page, sent whenever it has changed, as long as the login lasts; looked at each {@code beat}. */
    Gate moving(Role role, String path, Duration beat, Part part) {
        return page(role, path, visit -> {
            Frame frame = visit.frame(Section.ON_AIR, "");
            following.follow(visit.exchange(), beat, () -> lasts(visit.session()), () -> part.html(visit, frame));
        });
    }

    /** A form that changes something; what it complains of is told on the page at {@code back}. */
    Gate change(Role role, String path, String back, Page page) {
        return change("POST", role, path, visit -> {
            try {
                page.answer(visit);
            } catch (IllegalArgumentException
                    | RefusedName
                    | RefusedPassword
                    | TakenName
                    | LastOwner
                    | LineupRefused e) {
                visit.session().say(Look.wrong(e));
                visit.go(filled(back, visit.exchange()));
            }
        });
    }

    Gate change(String method, Role role, String path, Page page) {
        changes.add(new Change(method, "/dashboard" + path, role));
        routes.on(method, "/dashboard" + path, guarded(role, page, true));
        return this;
    }

    /** A page for everybody; {@code methods} as of {@link Routes#on}. */
    Gate open(String methods, String path, OpenPage page) {
        routes.on(methods, "/dashboard" + path, orTrouble(page));
        return this;
    }

    /** Has {@code work} done, in the background, when an operator logs in: it is of use to the pages he may look at next. */
    Gate aheadOf(Runnable work) {
        readAhead.add(work);
        return this;
    }

    /** Bytes for an operator's own browser, by his login. */
    Gate stream(String path, StreamPage page) {
        return stream(
                path,
                request -> request.header("Cookie")
                        .flatMap(all -> secret(all, request.origin().port()))
                        .flatMap(sessions::find)
                        .map(Session::operator),
                page);
    }

    /** As the other one, for whomever {@code who} knows: the name of an operator. */
    Gate stream(String path, Function<StreamRequest, Optional<String>> who, StreamPage page) {
        routes.stream("GET", "/dashboard" + path, request -> {
            Optional<Operator> operator = who.apply(request).flatMap(operators::find);
            if (operator.isPresent()) {
                page.open(request, operator.get());
            } else {
                request.refuse(401, "Log in first.");
            }
        });
        return this;
    }

    /** What is left below {@code /dashboard}; after all pages. */
    void close() {
        routes.on("GET HEAD POST PUT PATCH DELETE OPTIONS", "/dashboard/{rest*}", orTrouble(exchange -> {
            throw Refused.nothingHere();
        }));
    }

    List<Change> changes() {
        return List.copyOf(changes);
    }

    /** Every page for operators. */
    List<String> pages() {
        return List.copyOf(pages);
    }

    Look look() {
        return look;
    }

    /** The session of whoever asks, if he has one. */
    Optional<Session> session(Exchange exchange) {
        return exchange.header("Cookie")
                .flatMap(all -> secret(all, exchange.origin().port()))
                .flatMap(sessions::find)
                .filter(each -> operators.find(each.operator()).isPresent());
    }

    /** Begins a session: the browser holds its secret, where no script can read it and no other site send it. */
    Session begin(Exchange exchange, String operator) {
        session(exchange).ifPresent(sessions::end);
        Thread.ofVirtual().name("operator-comes").start(() -> readAhead.forEach(Runnable::run));
        Sessions.Opened opened = sessions.open(operator);
        exchange.with("Set-Cookie", cookie(exchange, opened.secret(), ""));
        return opened.session();
    }

    void end(Exchange exchange, Session session) {
        sessions.end(session);
        exchange.with("Set-Cookie", cookie(exchange, "", "; Max-Age=0"));
    }

    /** Whether a session is still one, and its operator too. */
    boolean lasts(Session session) {
        return sessions.lasts(session) && operators.find(session.operator()).isPresent();
    }

    /** Ends the sessions of an operator, but this one. */
    void endOthers(String operator, Optional<Session> kept) {
        sessions.endOthers(operator, kept);
    }

    /** By the port: another server on this machine has cookies of its own, and browsers do not tell ports apart. */
    private static String cookie(Exchange exchange, String value, String more) {
        boolean secured = exchange.header("Origin")
                .filter(each -> each.startsWith("https://"))
                .isPresent();
        String path = exchange.origin().path();
        return COOKIE + exchange.origin().port() + "=" + value + "; Path=" + (path.isEmpty() ? "/" : path)
                + "; HttpOnly; SameSite=Strict" + (secured ? "; Secure" : "") + more;
    }

    private static Optional<String> secret(String cookies, int port) {
        String name = COOKIE + port + "=";
        for (String each : cookies.split(";", 64)) {
            if (each.strip().startsWith(name)) {
                return Optional.of(each.strip().substring(name.length()));
            }
        }
        return Optional.empty();
    }

    private Routes.Handler guarded(Role role, Page page, boolean changes) {
        return orTrouble(exchange -> {
            Optional<Session> session = session(exchange);
            if (session.isEmpty()) {
                refuseStrangers(exchange, changes);
                return;
            }
            Operator operator = operators.find(session.get().operator()).orElseThrow(Refused::nothingHere);
            if (changes) {
                refuseOtherSites(exchange);
                refuseStale(exchange, session.get());
            }
            if (!operator.role().may(role)) {
                throw new Refused(
                        403, "This takes an operator who is " + (role == Role.OWNER ? "an owner" : "an editor") + ".");
            }
            sessions.use(session.get());
            Visit visit = new Visit(exchange, session.get(), operator, look);
            Operators.acting(operator, () -> page.answer(visit));
        });
    }

    /** A page sends him to the login; what would change something, or be a part of a page, is refused. */
    private void refuseStrangers(Exchange exchange, boolean changes) {
        if (changes) {
            throw new Refused(401, "Your login has expired: log in, and try again.");
        }
        if (exchange.header("HX-Request").isPresent()) {
            exchange.with("HX-Redirect", exchange.origin().path() + "/dashboard/login")
                    .reply(204);
            return;
        }
        String entrance = operators.none() ? "/dashboard/setup" : "/dashboard/login";
        exchange.with("Location", exchange.origin().path() + entrance).reply(303);
    }

    /**
     * A browser says which site's page asks (Origin, RFC 6454; Sec-Fetch-Site). Ours is one that was reached by the name that this
     * request was sent to, or by the name that proxies and settings know.
     */
    static void refuseOtherSites(Exchange exchange) {
        String site = exchange.header("Sec-Fetch-Site").orElse("same-origin");
        Optional<String> origin = exchange.header("Origin");
        if (!site.equals("same-origin") || (origin.isPresent() && !ours(origin.get(), exchange))) {
            throw new Refused(403, "A page of another site cannot change anything here.");
        }
    }

    private static boolean ours(String origin, Exchange exchange) {
        try {
            URI uri = URI.create(origin);
            String authority = Optional.ofNullable(uri.getAuthority()).orElse("");
            String known = URI.create(exchange.origin().toString()).getAuthority();
            return !authority.isEmpty()
                    && (authority.equalsIgnoreCase(known)
                            || authority.equalsIgnoreCase(
                                    exchange.header("Host").orElse("")));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void refuseStale(Exchange exchange, Session session) {
        String sent = exchange.header("X-CSRF-Token")
                .or(() -> exchange.parameter("csrf"))
                .orElse("");
        if (!MessageDigest.isEqual(
                sent.getBytes(StandardCharsets.UTF_8), session.token().getBytes(StandardCharsets.UTF_8))) {
            throw new Refused(403, "This page is of an earlier login: load it again, and try again.");
        }
    }

    private Routes.Handler orTrouble(OpenPage page) {
        return exchange -> {
            exchange.with("Content-Security-Policy", POLICY)
                    .with("X-Content-Type-Options", "nosniff")
                    .with("X-Frame-Options", "DENY")
                    // Not no-referrer: with it a form's Origin is "null", and could not be told from another site's.
                    .with("Referrer-Policy", "same-origin")
                    .with("Cross-Origin-Opener-Policy", "same-origin")
                    .with("Cross-Origin-Resource-Policy", "same-origin");
            try {
                page.answer(exchange);
            } catch (Refused e) {
                trouble(exchange, e.status(), e);
            } catch (NoSuchEntry | NoSuchSubscriber | NoSuchOperator | NoSuchToken e) {
                trouble(exchange, 404, e);
            } catch (ClientGone e) {
                throw e;
            } catch (Exception e) {
                log.atError().setCause(e).log("A page failed");
                trouble(
                        exchange,
                        500,
                        new IllegalStateException("Something went wrong here; the server's log says what."));
            }
        };
    }

    private void trouble(Exchange exchange, int status, Exception why) {
        Optional<Session> session = session(exchange);
        look.trouble(
                exchange,
                status,
                look.frame(
                        exchange,
                        status == 404 ? "Not found" : "Not done",
                        Section.ON_AIR,
                        session,
                        session.flatMap(each -> operators.find(each.operator()))),
                Optional.ofNullable(why.getMessage()).orElse("Something went wrong."));
    }

    private static String filled(String back, Exchange exchange) {
        return PARAMETER
                .matcher(back)
                .replaceAll(each -> Matcher.quoteReplacement(exchange.pathParameter(each.group(1))));
    }
}
