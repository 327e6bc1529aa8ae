package masthead.rest;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
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
import tools.jackson.core.JsonGenerator;

/** {@code /api/guide/matches}: which guide's channel each channel is, why, and what the operator decides of it. */
public final class MatchRoutes extends Subject {
    private static final Shape.Thing CANDIDATE = Shape.thing(
            "GuideCandidate",
            Field.text("guideId", ""),
            Field.share("score", ""),
            Field.text("explanation", ""),
            Field.large("shiftSeconds", ""));
    private static final Shape.Thing MATCH = Shape.thing(
            "Match",
            Field.id("channel", ""),
            Field.text("name", ""),
            Field.text("group", ""),
            Field.text("listId", "The guide's id that its list names."),
            Field.text("state", ""),
            Field.flag("none", "Whether it was said by hand that there is none."),
            Field.large("shiftSeconds", ""),
            Field.list(
                    "places",
                    Shape.thing(
                            "MatchPlace",
                            Field.id("source", ""),
                            Field.text("guideId", ""),
                            Field.flag("byHand", ""),
                            Field.share("score", ""),
                            Field.text("explanation", "")),
                    ""),
            Field.list(
                    "suggestions",
                    CANDIDATE.and("MatchSuggestion", Field.id("source", ""), Field.list("alternatives", CANDIDATE, "")),
                    ""));
    private static final Field[] CHOSEN = {
        Field.ids("channels", "These; or else minScore."),
        Field.share("minScore", "All whose best suggestion has at least this score; or else channels.")
    };
    private static final Shape.Thing DECIDED =
            Shape.thing("Decided", Field.count("channels", "For how many it was decided."));

    private static final int MOST_SHIFT = 48 * 3600;
    private static final Map<String, State> STATES =
            Arrays.stream(State.values()).collect(Collectors.toMap(MatchRoutes::word, each -> each));

    private final Matching matching;

    public MatchRoutes(Matching matching) {
        this.matching = matching;
    }

    @Override
    void addTo(Door door) {
        String all = "/api/guide/matches";
        String one = "/api/guide/matches/{id}";
        door.on(
                        Operation.get(all, "Which guide's channel each channel is, and why")
                                .query(
                                        Field.word("state", "", List.copyOf(new TreeSet<>(STATES.keySet()))),
                                        Field.text("query", "A part of a name."))
                                .answersPageOf(MATCH),
                        this::search)
                .on(
                        Operation.post(all + "/accept", "Accepts suggestions")
                                .takes(CHOSEN)
                                .answers(DECIDED)
                                .refuses(404),
                        each -> bulk(each, matching::accept, matching::acceptFrom))
                .on(
                        Operation.post(all + "/reject", "Rejects suggestions")
                                .takes(CHOSEN)
                                .answers(DECIDED)
                                .refuses(404),
                        each -> bulk(each, matching::reject, matching::rejectFrom))
                .on(
                        Operation.get(one, "The match of a channel").answers(MATCH),
                        each -> reply(each, matching.match(id(each))))
                .on(
                        Operation.put(one, "Says by hand which guide's channel it is")
                                .more("Send source and guideId, or none, or shiftSeconds alone or with them.")
                                .takes(
                                        Field.id("source", ""),
                                        Field.text("guideId", ""),
                                        Field.flag("none", "Whether it is none."),
                                        Field.whole(
                                                "shiftSeconds", "Added to the guide's times.", -MOST_SHIFT, MOST_SHIFT))
                                .answers(MATCH),
                        this::set)
                .on(
                        Operation.deleteTelling(one, "Forgets what was said by hand")
                                .answers(MATCH),
                        each -> reply(each, matching.forget(id(each))))
                .on(
                        Operation.post(one + "/accept", "Accepts the suggestion for a channel")
                                .answers(MATCH)
                                .refuses(409),
                        this::accept)
                .on(
                        Operation.post(one + "/reject", "Rejects the suggestions for a channel")
                                .answers(MATCH)
                                .refuses(409),
                        this::reject);
    }

    private static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static ChannelId id(Call call) {
        return new ChannelId(call.id());
    }

    private void search(Call call) {
        Optional<State> state = call.text("state").map(STATES::get);
        MatchPage page =
                matching.search(new MatchSearch(state, call.text("query").orElse(""), call.offset(), call.limit()));
        call.replyList(page.total(), page.rows(), MatchRoutes::write);
    }

    private void accept(Call call) {
        ChannelId id = id(call);
        if (matching.accept(List.of(id)) == 0) {
            throw nothing("There is no suggestion for channel " + id + ".");
        }
        reply(call, matching.match(id));
    }

    private void reject(Call call) {
        ChannelId id = id(call);
        if (matching.reject(List.of(id)) == 0) {
            throw nothing("There is nothing to reject for channel " + id + ".");
        }
        reply(call, matching.match(id));
    }

    private static Refusal nothing(String detail) {
        return new Refusal(new Problem(409, "nothing-suggested", "Nothing suggested", detail));
    }

    /** Decides for channels by id, or for all whose best suggestion has at least a score. */
    private static void bulk(Call call, ToIntFunction<List<ChannelId>> byId, ToIntFunction<Double> byScore) {
        Fields fields = call.fields();
        Optional<List<Integer>> channels = fields.ids("channels");
        Optional<Double> score = fields.fraction("minScore");
        if (channels.isPresent() == score.isPresent()) {
            throw new Refusal(Problem.field("channels", "Send either 'channels', a list of ids, or 'minScore'."));
        }
        int decided = channels.isPresent()
                ? byId.applyAsInt(channels.get().stream().map(ChannelId::new).toList())
                : byScore.applyAsInt(score.orElseThrow());
        call.reply(json -> {
            json.writeStartObject();
            json.writeNumberProperty("channels", decided);
            json.writeEndObject();
        });
    }

    private void set(Call call) {
        ChannelId id = id(call);
        Fields fields = call.fields();
        Optional<Integer> source = fields.whole("source");
        Optional<String> guideId = fields.text("guideId");
        boolean none = fields.flag("none").orElse(false);
        Optional<Duration> shift = fields.whole("shiftSeconds").map(Duration::ofSeconds);
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
        reply(call, matching.match(id));
    }

    private static void reply(Call call, ChannelMatch match) {
        call.reply(json -> write(json, match));
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
