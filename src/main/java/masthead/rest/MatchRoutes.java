package masthead.rest;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import masthead.catalog.ChannelId;
import masthead.guide.ChannelMatch;
import masthead.guide.ChannelMatch.State;
import masthead.guide.GuidePlace;
import masthead.guide.GuideSourceId;
import masthead.guide.MatchPage;
import masthead.guide.MatchSearch;
import masthead.guide.Matching;
import masthead.guide.match.Candidate;
import masthead.http.Exchange;
import tools.jackson.core.JsonGenerator;

/** {@code /api/guide/matches}: which guide's channel each channel is, why, and what the operator decides of it. */
public final class MatchRoutes extends Subject {
    private static final int MOST_SHIFT = 48 * 3600;
    private static final int MOST_ITEMS = 1000;
    private static final Map<String, State> STATES =
            Arrays.stream(State.values()).collect(Collectors.toMap(MatchRoutes::word, each -> each));

    private final Matching matching;

    public MatchRoutes(Matching matching) {
        this.matching = matching;
    }

    @Override
    void addTo(Door door) {
        door.on("GET", "/api/guide/matches", this::search)
                .on("POST", "/api/guide/matches/accept", each -> bulk(each, matching::accept, matching::acceptFrom))
                .on("POST", "/api/guide/matches/reject", each -> bulk(each, matching::reject, matching::rejectFrom))
                .on("GET", "/api/guide/matches/{id}", each -> reply(each, matching.match(id(each))))
                .on("PUT", "/api/guide/matches/{id}", this::set)
                .on("DELETE", "/api/guide/matches/{id}", each -> reply(each, matching.forget(id(each))))
                .on("POST", "/api/guide/matches/{id}/accept", this::accept)
                .on("POST", "/api/guide/matches/{id}/reject", this::reject);
    }

    private static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static ChannelId id(Exchange exchange) {
        return new ChannelId(Door.id(exchange));
    }

    private void search(Exchange exchange) {
        Optional<State> state = exchange.parameter("state").map(text -> {
            State known = STATES.get(text);
            if (known == null) {
                throw Fields.wrong("state", "suggested, applied, none or by-hand");
            }
            return known;
        });
        int offset = Door.number(exchange, "offset").orElse(0);
        int limit = Door.number(exchange, "limit").orElse(100);
        if (offset < 0) {
            throw Fields.wrong("offset", "a whole number from 0");
        }
        if (limit < 1 || limit > MOST_ITEMS) {
            throw Fields.wrong("limit", "1 to " + MOST_ITEMS);
        }
        MatchPage found = matching.search(
                new MatchSearch(state, exchange.parameter("query").orElse(""), offset, limit));
        Json.replyList(exchange, found.total(), found.matches(), MatchRoutes::write);
    }

    private void accept(Exchange exchange) {
        ChannelId id = id(exchange);
        if (matching.accept(List.of(id)) == 0) {
            throw nothing("There is no suggestion for channel " + id + ".");
        }
        reply(exchange, matching.match(id));
    }

    private void reject(Exchange exchange) {
        ChannelId id = id(exchange);
        if (matching.reject(List.of(id)) == 0) {
            throw nothing("There is nothing to reject for channel " + id + ".");
        }
        reply(exchange, matching.match(id));
    }

    private static Refusal nothing(String detail) {
        return new Refusal(new Problem(409, "nothing-suggested", "Nothing suggested", detail));
    }

    /** Decides for channels by id, or for all whose best suggestion has at least a score. */
    private static void bulk(Exchange exchange, ToIntFunction<List<ChannelId>> byId, ToIntFunction<Double> byScore) {
        Fields fields = Fields.of(exchange, "channels", "minScore");
        Optional<List<Integer>> channels = fields.ids("channels");
        Optional<Double> score = fields.fraction("minScore");
        if (channels.isPresent() == score.isPresent()) {
            throw new Refusal(Problem.field("channels", "Send either 'channels', a list of ids, or 'minScore'."));
        }
        int decided = channels.isPresent()
                ? byId.applyAsInt(channels.get().stream().map(ChannelId::new).toList())
                : byScore.applyAsInt(score.orElseThrow());
        Json.reply(exchange, 200, json -> {
            json.writeStartObject();
            json.writeNumberProperty("channels", decided);
            json.writeEndObject();
        });
    }

    private void set(Exchange exchange) {
        ChannelId id = id(exchange);
        Fields fields = Fields.of(exchange, "source", "guideId", "none", "shiftSeconds");
        Optional<Integer> source = fields.whole("source");
        Optional<String> guideId = fields.text("guideId");
        boolean none = fields.flag("none").orElse(false);
        Optional<Duration> shift = fields.signed("shiftSeconds", MOST_SHIFT).map(Duration::ofSeconds);
        if (source.isPresent() != guideId.isPresent()) {
            throw new Refusal(Problem.field("source", "The fields 'source' and 'guideId' belong together."));
        }
        if (none == source.isPresent() && (none || shift.isEmpty())) {
            throw new Refusal(Problem.field(
                    "source", "Send 'source' and 'guideId', or 'none' as true, or 'shiftSeconds' alone or with them."));
        }
        Refusal.unlessValid(() -> {
            if (source.isPresent()) {
                matching.set(id, new GuidePlace(new GuideSourceId(source.get()), guideId.orElseThrow()));
            }
            shift.ifPresent(by -> matching.setShift(id, by));
            return none ? matching.setNone(id) : matching.match(id);
        });
        reply(exchange, matching.match(id));
    }

    private static void reply(Exchange exchange, ChannelMatch match) {
        Json.reply(exchange, 200, json -> write(json, match));
    }

    private static void write(JsonGenerator json, ChannelMatch match) {
        json.writeStartObject();
        json.writeNumberProperty("channel", match.channel().id().value());
        json.writeStringProperty("name", match.channel().name());
        json.writeStringProperty("group", match.group());
        json.writeStringProperty("listId", match.channel().guideId());
        json.writeStringProperty("state", word(match.state()));
        json.writeBooleanProperty("none", match.none());
        json.writeNumberProperty("shiftSeconds", match.shift().toSeconds());
        json.writeArrayPropertyStart("places");
        for (ChannelMatch.Place each : match.places()) {
            json.writeStartObject();
            json.writeNumberProperty("source", each.place().source().value());
            json.writeStringProperty("guideId", each.place().guideId());
            json.writeBooleanProperty("byHand", each.byHand());
            json.writeNumberProperty("score", each.score());
            json.writeStringProperty("explanation", each.explanation());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("suggestions");
        for (ChannelMatch.Suggestion each : match.suggestions()) {
            json.writeStartObject();
            json.writeNumberProperty("source", each.source().value());
            write(json, each.best());
            json.writeArrayPropertyStart("alternatives");
            each.candidates().stream().skip(1).forEach(other -> {
                json.writeStartObject();
                write(json, other);
                json.writeEndObject();
            });
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Candidate candidate) {
        json.writeStringProperty("guideId", candidate.guideId());
        json.writeNumberProperty("score", candidate.score());
        json.writeStringProperty("explanation", candidate.explanation());
        json.writeNumberProperty("shiftSeconds", candidate.shift().toSeconds());
    }
}
