package masthead.tuner.acestream;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import masthead.format.acestream.AceContent;
import masthead.http.Upstreams;
import masthead.http.WayOut;

/** What one engine can be asked (docs/4-protocols/acestream.md). Safe on any thread; answers come on the loop that is given. */
final class EngineClient {
    /** How a start was answered. */
    sealed interface Started {
        /** A session is made; whether it has data is not known. */
        record Made(StartAnswer answer) implements Started {}

        /** The engine says why not; {@code option} is what is missing, where something is. */
        record Refused(String text, Optional<String> option) implements Started {}

        /** The engine does not answer as an engine does. */
        record Failed(String why, boolean unreachable) implements Started {}
    }

    /** How a question about a session, or about the engine, was answered. */
    sealed interface Told {
        record Yes(EngineJson response) implements Told {}

        record No(String error) implements Told {}

        record Nothing(String why, boolean unreachable) implements Told {}
    }

    /** What stat, cmd and event say of a session that is over; with status 200. */
    static final String SESSION_OVER = "unknown playback session id";

    private static final Duration EVENT_PATIENCE = Duration.ofSeconds(30);

    private final EngineAddress address;
    private final Upstreams own;
    private final Upstreams streams;
    private final AceSettings settings;

    EngineClient(EngineAddress address, Upstreams upstreams, AceSettings settings) {
        this.address = address;
        this.settings = settings;
        Upstreams patient = upstreams.by(new WayOut(Optional.empty(), Optional.of(settings.connectTimeout())));
        this.own = patient.confined(url -> url);
        this.streams = patient.confined(address);
    }

    /** Calls that can reach nothing but streams of this engine. */
    Upstreams streams() {
        return streams;
    }

    /** Makes a session of its own player for {@code content}. */
    void start(AceContent content, String pid, boolean hls, EventLoop loop, Consumer<Started> taker) {
        // "id" is what every engine knows; newer ones call it content_id.
        String selector = content.kind() == AceContent.Kind.CONTENT_ID
                ? "id"
                : content.kind().parameter();
        String url = address.ask((hls ? "/ace/manifest.m3u8" : "/ace/getstream") + "?format=json&" + selector + "="
                + EngineAddress.escaped(content.value()) + "&pid=" + pid
                + "&stop_prev_read_thread=1&use_timeshift=0&use_api_events=1&use_stop_notifications=1");
        EngineCall.ask(own, loop, url, settings.answerTimeout(), reply -> taker.accept(started(reply)));
    }

    private static Started started(EngineCall.Reply reply) {
        return switch (reply) {
            case EngineCall.Reply.Unreachable(String why) -> new Started.Failed(why, true);
            case EngineCall.Reply.Late(String why) -> new Started.Failed(why, false);
            case EngineCall.Reply.Garbled(String what) -> new Started.Failed("it answers with " + what, false);
            case EngineCall.Reply.Answered(EngineJson json) -> {
                Optional<StartAnswer> made = StartAnswer.of(json.in("response"));
                if (json.error().isPresent()) {
                    EngineJson more = json.in("extra_data");
                    boolean missing =
                            more.text("reason").filter("missing_option"::equals).isPresent()
                                    || json.error().get().contains("missing_option");
                    yield new Started.Refused(
                            json.error().get(),
                            missing ? Optional.of(more.text("option").orElse("unknown")) : Optional.empty());
                }
                yield made.<Started>map(Started.Made::new)
                        .orElseGet(() -> new Started.Failed("it answers without the address of a stream", false));
            }
        };
    }

    /** The infohash of {@code content}, if the engine can tell. */
    void resolve(AceContent content, EventLoop loop, Consumer<Optional<String>> taker) {
        String url = address.ask("/server/api?api_version=3&method=get_media_files&"
                + content.kind().parameter() + "=" + EngineAddress.escaped(content.value()));
        EngineCall.ask(
                own,
                loop,
                url,
                settings.resolveTimeout(),
                reply -> taker.accept(
                        told(reply, "result") instanceof Told.Yes(EngineJson result)
                                ? result.text("infohash").flatMap(StartAnswer::infohash)
                                : Optional.empty()));
    }

    /** @param path of the session's numbers; asking is not to keep the session alive */
    void stat(String path, EventLoop loop, Consumer<Told> taker) {
        String url = address.ask(EngineAddress.with(path, "skip_player_activity=1"));
        EngineCall.ask(own, loop, url, Duration.ofSeconds(5), reply -> taker.accept(told(reply, "response")));
    }

    /**
     * Waits for the next event of a session; a while without one is {@link Told.Nothing}.
     *
     * @param path of the session's events
     * @return the question, to be closed when nobody wants to know any more
     */
    EngineCall event(String path, EventLoop loop, Consumer<Told> taker) {
        return EngineCall.ask(own, loop, address.ask(path), EVENT_PATIENCE, reply -> {
            // Some engines put the event into a text.
            Optional<EngineJson> text = reply instanceof EngineCall.Reply.Answered(EngineJson json)
                    ? json.text("response").flatMap(EngineJson::read)
                    : Optional.empty();
            taker.accept(text.<Told>map(Told.Yes::new).orElseGet(() -> told(reply, "response")));
        });
    }

    /** @param path of the session's commands */
    void stop(String path, EventLoop loop, Consumer<Told> taker) {
        String url = address.ask(EngineAddress.with(path, "method=stop"));
        EngineCall.ask(own, loop, url, settings.stopTimeout(), reply -> {
            boolean answered = reply instanceof EngineCall.Reply.Garbled; // whatever it means, asking again is no use
            taker.accept(answered ? new Told.No("no JSON") : told(reply, "response"));
        });
    }

    void version(EventLoop loop, Consumer<Told> taker) {
        String url = address.ask("/webui/api/service?method=get_version");
        EngineCall.ask(own, loop, url, Duration.ofSeconds(5), reply -> taker.accept(told(reply, "result")));
    }

    /** Whether the engine is connected to its network; engines that do not know the question say no. */
    void network(EventLoop loop, Consumer<Told> taker) {
        String url = address.ask("/server/api?api_version=3&method=get_network_connection_status");
        EngineCall.ask(own, loop, url, Duration.ofSeconds(5), reply -> taker.accept(told(reply, "result")));
    }

    private static Told told(EngineCall.Reply reply, String within) {
        return switch (reply) {
            case EngineCall.Reply.Unreachable(String why) -> new Told.Nothing(why, true);
            case EngineCall.Reply.Late(String why) -> new Told.Nothing(why, false);
            case EngineCall.Reply.Garbled(String what) -> new Told.Nothing("it answers with " + what, false);
            case EngineCall.Reply.Answered(EngineJson json) ->
                json.error().<Told>map(Told.No::new).orElseGet(() -> new Told.Yes(json.in(within)));
        };
    }
}
