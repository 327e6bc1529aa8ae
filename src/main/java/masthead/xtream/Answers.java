package masthead.xtream;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.function.Consumer;
import masthead.format.xtream.XtreamWriter;
import masthead.http.Exchange;
import masthead.http.Routes;

/** How this door answers: open to web pages of any origin, and 200 with JSON whatever the API was asked. */
final class Answers {
    static final String JSON = "application/json; charset=utf-8";
    static final String TEXT = "text/plain; charset=utf-8";

    /** A web player asks first whether it may ask; it may. */
    static final Map<String, String> PREFLIGHT = Map.of(
            "Access-Control-Allow-Origin", "*",
            "Access-Control-Allow-Methods", "GET, POST, HEAD, OPTIONS",
            "Access-Control-Allow-Headers", "*",
            "Access-Control-Max-Age", "86400");

    private Answers() {}

    /** {@code handler}, with the headers that let web players read its answers, and with an answer to OPTIONS. */
    static Routes.Handler open(Routes.Handler handler) {
        return exchange -> {
            if (exchange.method().equals("OPTIONS")) {
                PREFLIGHT.forEach(exchange::with);
                exchange.reply(204);
            } else {
                handler.handle(exchange.with("Access-Control-Allow-Origin", "*"));
            }
        };
    }

    static void json(Exchange exchange, Consumer<XtreamWriter> answer) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(1024);
        try (XtreamWriter writer = new XtreamWriter(body)) {
            answer.accept(writer);
        }
        exchange.reply(200, JSON, body.toByteArray());
    }

    static void refuse(Exchange exchange, XtreamProblem problem) {
        if (problem.status() == 429) {
            exchange.with("Retry-After", "1");
        }
        exchange.reply(problem.status(), TEXT, problem.text() + "\n");
    }
}
