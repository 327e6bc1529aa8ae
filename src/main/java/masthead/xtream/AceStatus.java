package masthead.xtream;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import masthead.access.Credentials;
import masthead.access.Recognition;
import masthead.access.Standing;
import masthead.catalog.FeedId;
import masthead.http.Exchange;
import masthead.relay.Relays;
import masthead.tuner.acestream.AceStream;
import masthead.tuner.acestream.SessionSeen;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** {@code /ace/status}: how many contents are played, or how many watch one, in the words of acexy. Blocks. */
final class AceStatus {
    static final String CHALLENGE = "Basic realm=\"Masthead\", charset=\"UTF-8\"";

    private static final JsonFactory JSON = new JsonFactory();

    private final Doorkeeper doorkeeper;
    private final Relays relays;
    private final AceStream engines;

    AceStatus(Doorkeeper doorkeeper, Relays relays, AceStream engines) {
        this.doorkeeper = doorkeeper;
        this.relays = relays;
        this.engines = engines;
    }

    void answer(Exchange exchange) {
        if (!mayAsk(exchange)) {
            return;
        }
        switch (AceAsked.of(exchange::parameter)) {
            case AceAsked.Unsaid() ->
                reply(
                        exchange,
                        json -> json.writeNumberProperty(
                                "streams",
                                engines.sessions().stream()
                                        .filter(each -> !each.feeds().isEmpty())
                                        .count()));
            case AceAsked.Wrong(String why) -> exchange.reply(400, Answers.TEXT, why + "\n");
            case AceAsked.Played(var content) -> {
                Optional<SessionSeen> session = engines.session(content);
                if (session.isPresent()) {
                    String query = content.kind().parameter() + "=" + content.value();
                    one(exchange, session.get(), query);
                } else {
                    exchange.reply(404, Answers.TEXT, "Nobody watches this content.\n");
                }
            }
        }
    }

    /** acexy gives its engine's address for statistics; ours leads back here, for engines are nobody's business. */
    private void one(Exchange exchange, SessionSeen session, String query) {
        Set<FeedId> feeds = Set.copyOf(session.feeds());
        int clients = relays.onAir().stream()
                .filter(each -> each.feed().filter(feeds::contains).isPresent())
                .mapToInt(each -> each.viewers().size())
                .sum();
        reply(exchange, json -> {
            json.writeNumberProperty("clients", clients);
            json.writeStringProperty("stream_id", session.infohash().orElse(session.content()));
            json.writeStringProperty("stat_url", exchange.origin() + "/ace/status?" + query);
            json.writeStringProperty("status", session.numbers().status());
            json.writeNumberProperty("peers", session.numbers().peers());
        });
    }

    private boolean mayAsk(Exchange exchange) {
        Optional<Credentials> credentials = credentials(exchange);
        if (credentials.isEmpty() && AceDoor.opensTo(engines.settings().openTo(), exchange.clientAddress())) {
            return true;
        }
        boolean known = credentials.isPresent()
                && doorkeeper.turnstile().recognise(credentials.get(), exchange.clientAddress())
                        instanceof Recognition.Known(var subscriber)
                && doorkeeper.turnstile().standing(subscriber) == Standing.ACTIVE;
        if (!known) {
            exchange.with("WWW-Authenticate", CHALLENGE)
                    .reply(401, Answers.TEXT, "Send a subscriber's name and password.\n");
        }
        return known;
    }

    private static Optional<Credentials> credentials(Exchange exchange) {
        String username = exchange.pathParameters().get("username");
        String password = exchange.pathParameters().get("password");
        return username == null || password == null
                ? Presented.of(exchange::parameter, exchange::header)
                : Optional.of(Credentials.of(username, password));
    }

    private static void reply(Exchange exchange, Consumer<JsonGenerator> document) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            document.accept(json);
            json.writeEndObject();
        }
        exchange.with("Cache-Control", "no-store").reply(200, "application/json", out.toByteArray());
    }
}
