package masthead.rest;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import masthead.access.Credentials;
import masthead.access.Operator;
import masthead.access.Operators;
import masthead.access.Role;
import masthead.http.Exchange;
import masthead.http.Routes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where routes are hung up: each behind the operator's login (HTTP Basic, RFC 7617), each with its errors as problems. */
final class Door {
    private static final Logger log = LoggerFactory.getLogger(Door.class);
    /** OPTIONS among them: left to the players' door, it would be told that pages of any site may come in. */
    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final Routes routes;
    private final Operators operators;
    private final Map<String, TreeSet<String>> methods = new LinkedHashMap<>();

    Door(Routes routes, Operators operators) {
        this.routes = routes;
        this.operators = operators;
    }

    /** Adds a route for operators; GET answers HEAD too. What changes something is for editors. */
    Door on(String method, String template, Routes.Handler handler) {
        return on(Role.VIEWER, method, template, handler);
    }

    /** As {@link #on(String, String, Routes.Handler)}, for operators of at least this role. */
    Door on(Role role, String method, String template, Routes.Handler handler) {
        String all = method.equals("GET") ? "GET HEAD" : method;
        methods.computeIfAbsent(template, each -> new TreeSet<>()).addAll(List.of(all.split(" ")));
        routes.on(all, template, forOperators(role, handler));
        return this;
    }

    /** Adds a route for everybody. */
    Door open(String template, Routes.Handler handler) {
        routes.on("GET HEAD", template, orProblem(handler));
        return this;
    }

    /** Answers what is left below {@code /api}: 405 where the address is known, else 404. After all routes. */
    void close() {
        methods.forEach((template, known) -> {
            List<String> others =
                    METHODS.stream().filter(each -> !known.contains(each)).toList();
            String allowed = String.join(", ", known);
            routes.on(
                    String.join(" ", others),
                    template,
                    forOperators(exchange -> new Problem(
                                    405, "method", "Method not allowed", "This address answers " + allowed + ".")
                            .reply(exchange.with("Allow", allowed))));
        });
        routes.on(
                String.join(" ", METHODS),
                "/api/{rest*}",
                forOperators(exchange ->
                        Problem.notFound("There is nothing at this address.").reply(exchange)));
    }

    /** The id in the address, of something that is numbered from 1 to 2147483647. */
    static int id(Exchange exchange) {
        long id = longId(exchange);
        if (id > Integer.MAX_VALUE) {
            throw new Refusal(Problem.notFound("There is nothing with the id " + id + "."));
        }
        return (int) id;
    }

    /** The id in the address. */
    static long longId(Exchange exchange) {
        String text = exchange.pathParameter("id");
        try {
            long id = Long.parseLong(text);
            if (id > 0) {
                return id;
            }
        } catch (NumberFormatException e) {
            // not a number is not there, as zero is not there
        }
        throw new Refusal(Problem.notFound("An id is a whole number from 1."));
    }

    /** A number in the query. */
    static Optional<Integer> number(Exchange exchange, String name) {
        return exchange.parameter(name).map(text -> {
            try {
                return Integer.parseInt(text);
            } catch (NumberFormatException e) {
                throw Fields.wrong(name, "a whole number");
            }
        });
    }

    private Routes.Handler forOperators(Routes.Handler handler) {
        return forOperators(Role.VIEWER, handler);
    }

    private Routes.Handler forOperators(Role role, Routes.Handler handler) {
        return orProblem(exchange -> {
            Optional<Credentials> credentials = exchange.header("Authorization").flatMap(Door::basic);
            Optional<Operator> operator = credentials.flatMap(each -> operators.known(each, exchange.clientAddress()));
            if (operator.isEmpty()) {
                exchange.with("WWW-Authenticate", "Basic realm=\"Masthead\", charset=\"UTF-8\"");
                throw new Refusal(new Problem(
                        401, "login", "Login required", "Send an operator's name and password by HTTP Basic."));
            }
            refuseOtherSites(exchange);
            refuseLower(role, exchange, operator.get());
            Operators.acting(operator.get(), () -> handler.handle(exchange));
        });
    }

    private static boolean reads(Exchange exchange) {
        return exchange.method().equals("GET") || exchange.method().equals("HEAD");
    }

    private static void refuseLower(Role role, Exchange exchange, Operator operator) {
        Role needed = !reads(exchange) && role == Role.VIEWER ? Role.EDITOR : role;
        if (!operator.role().may(needed)) {
            throw new Refusal(
                    new Problem(403, "role", "Not allowed", "This takes an operator who is an " + needed.word() + "."));
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

    private static Routes.Handler orProblem(Routes.Handler handler) {
        return exchange -> {
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
}
