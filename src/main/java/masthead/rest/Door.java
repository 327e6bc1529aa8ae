package masthead.rest;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import masthead.access.Access;
import masthead.access.ApiTokens;
import masthead.access.Caller;
import masthead.access.Credentials;
import masthead.access.Operators;
import masthead.access.Scope;
import masthead.http.Exchange;
import masthead.http.Routes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where operations are hung up: each behind an operator's login by password (HTTP Basic, RFC 7617) or by token (Bearer, RFC 6750), each
 * with its errors as problems.
 */
final class Door {
    private static final Logger log = LoggerFactory.getLogger(Door.class);
    /** OPTIONS among them: left to the players' door, it would be told that pages of any site may come in. */
    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final Routes routes;
    private final Access access;
    private final List<Operation> operations = new ArrayList<>();

    /** Answers a request for an operation. */
    @FunctionalInterface
    interface Handler {
        void answer(Call call) throws Exception;
    }

    Door(Routes routes, Access access) {
        this.routes = routes;
        this.access = access;
    }

    /** Hangs an operation up; GET answers HEAD too. */
    Door on(Operation operation, Handler handler) {
        operations.add(operation);
        Routes.Handler answer = operation.login() == Operation.Login.NONE
                ? orProblem(exchange -> handler.answer(new Call(exchange, operation, Optional.empty())))
                : forOperators((exchange, caller) -> {
                    refuseLower(operation, exchange, caller);
                    Operators.acting(caller, () -> handler.answer(new Call(exchange, operation, Optional.of(caller))));
                });
        routes.on(String.join(" ", methods(operation)), operation.template(), answer);
        return this;
    }

    /** All there is, in the order in which it was hung up; also what comes later. */
    List<Operation> operations() {
        return operations;
    }

    /** What operations are about: what a token's scope may name. */
    Set<String> subjects() {
        return operations.stream()
                .filter(each -> each.login() != Operation.Login.NONE)
                .map(Operation::subject)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Answers what is left below {@code /api}: 405 where the address is known, else 404. After all operations. */
    void close() {
        Map<String, TreeSet<String>> methods = new LinkedHashMap<>();
        operations.stream()
                .filter(each -> each.login() != Operation.Login.NONE)
                .forEach(each -> methods.computeIfAbsent(each.template(), _ -> new TreeSet<>())
                        .addAll(methods(each)));
        methods.forEach((template, known) -> {
            List<String> others =
                    METHODS.stream().filter(each -> !known.contains(each)).toList();
            String allowed = String.join(", ", known);
            routes.on(
                    String.join(" ", others),
                    template,
                    forOperators((exchange, _) -> new Problem(
                                    405, "method", "Method not allowed", "This address answers " + allowed + ".")
                            .reply(exchange.with("Allow", allowed))));
        });
        routes.on(
                String.join(" ", METHODS),
                "/api/{rest*}",
                forOperators((exchange, _) ->
                        Problem.notFound("There is nothing at this address.").reply(exchange)));
    }

    private static List<String> methods(Operation operation) {
        return operation.method().equals("GET") ? List.of("GET", "HEAD") : List.of(operation.method());
    }

    // ---- who comes in ----

    @FunctionalInterface
    private interface Known {
        void answer(Exchange exchange, Caller caller) throws Exception;
    }

    private Routes.Handler forOperators(Known handler) {
        return orProblem(exchange -> {
            Caller caller = caller(exchange);
            refuseOtherSites(exchange);
            handler.answer(exchange, caller);
        });
    }

    private Caller caller(Exchange exchange) {
        String header = exchange.header("Authorization").orElse("");
        if (header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return byToken(exchange, header.substring(7).strip());
        }
        return basic(header)
                .flatMap(each -> access.operators().known(each, exchange.clientAddress()))
                .map(each -> new Caller(each, Optional.empty()))
                .orElseThrow(() -> {
                    exchange.with("WWW-Authenticate", "Basic realm=\"Masthead\", charset=\"UTF-8\"");
                    return new Refusal(new Problem(
                            401,
                            "login",
                            "Login required",
                            "Send an operator's name and password by HTTP Basic, or a token as Bearer."));
                });
    }

    private Caller byToken(Exchange exchange, String token) {
        return switch (access.tokens().judge(token, exchange.clientAddress())) {
            case ApiTokens.Verdict.Known(Caller caller) -> caller;
            case ApiTokens.Verdict.Unknown() -> {
                exchange.with("WWW-Authenticate", "Bearer realm=\"Masthead\", error=\"invalid_token\"");
                throw new Refusal(new Problem(
                        401,
                        "token",
                        "No such token",
                        "This token is none, has expired or was revoked, or its operator is gone."));
            }
            case ApiTokens.Verdict.TooMany(Duration pause) -> {
                exchange.with("Retry-After", Long.toString(Math.max(1, pause.toSeconds())));
                throw new Refusal(new Problem(
                        429,
                        "too-many",
                        "Too many wrong tokens",
                        "This address has tried too many: wait, and ask again."));
            }
        };
    }

    private static boolean reads(Exchange exchange) {
        return exchange.method().equals("GET") || exchange.head();
    }

    private static void refuseLower(Operation operation, Exchange exchange, Caller caller) {
        if (!caller.operator().role().may(operation.role())) {
            throw new Refusal(new Problem(
                    403,
                    "role",
                    "Not allowed",
                    "This takes an operator who is an " + operation.role().word() + "."));
        }
        if (operation.login() == Operation.Login.PASSWORD && caller.token().isPresent()) {
            throw new Refusal(new Problem(
                    403,
                    "password",
                    "Not by a token",
                    "This takes an operator's name and password; tokens cannot do it."));
        }
        if (!caller.may(operation.role(), operation.subject())) {
            String scope = Scope.word(operation.role());
            exchange.with("WWW-Authenticate", "Bearer error=\"insufficient_scope\", scope=\"" + scope + "\"");
            throw new Refusal(new Problem(
                    403,
                    "scope",
                    "Not this token",
                    "This takes a token with the scope " + scope + " or " + scope + ":" + operation.subject() + "."));
        }
    }

    /** A browser keeps an operator's login and would send it along when another site's page asks. */
    private static void refuseOtherSites(Exchange exchange) {
        Optional<String> site = exchange.header("Origin");
        if (!reads(exchange)
                && site.isPresent()
                && !host(site.get()).equals(exchange.origin().host())) {
            throw new Refusal(new Problem(
                    403,
                    "other-site",
                    "Refused to another site",
                    "A page of another site cannot change anything here."));
        }
    }

    private static String host(String origin) {
        try {
            return Optional.ofNullable(URI.create(origin).getHost()).orElse("");
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static Optional<Credentials> basic(String header) {
        if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(header.substring(6).strip());
            String pair = new String(decoded, StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(Credentials.of(pair.substring(0, colon), pair.substring(colon + 1)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    // ---- what goes wrong ----

    private static Routes.Handler orProblem(Routes.Handler handler) {
        return exchange -> {
            exchange.with("X-Content-Type-Options", "nosniff");
            try {
                handler.handle(exchange);
            } catch (Exception e) {
                Problem.of(e).orElseGet(() -> unexpected(e)).reply(exchange);
            }
        };
    }

    private static Problem unexpected(Exception e) {
        log.atError().setCause(e).log("A request failed");
        return new Problem(500, "failed", "Failed", "Something went wrong here; the server's log says what.");
    }
}
