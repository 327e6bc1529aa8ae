package masthead.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which address is answered by whom. Filled at start, in order: the first template that fits wins.
 *
 * <p>A template is a path whose segments are literal or a {@code {name}}; a segment {@code {name}} takes exactly one
 * non-empty segment, {@code {name*}} as the last one takes all that is left. Segments are compared and handed over
 * percent-decoded. Why not the server library's own table: it knows no PATCH and hands parameters over undecoded.
 */
public final class Routes {
    /** Answers a request by blocking code, on a virtual thread of its own. */
    @FunctionalInterface
    public interface Handler {
        void handle(Exchange exchange) throws Exception;
    }

    /** Answers a request on its event loop; never blocks. */
    @FunctionalInterface
    public interface StreamHandler {
        void open(StreamRequest request);
    }

    /** What stands behind a template. */
    sealed interface Target {
        record Blocking(Handler handler) implements Target {}

        record Streaming(StreamHandler handler) implements Target {}
    }

    /** A template that fits a path, and the path's parameters. */
    record Match(Set<String> methods, Target target, Map<String, String> parameters) {}

    /** {@code parameter} must be in the query; an empty one need not. */
    private record Entry(Set<String> methods, PathTemplate template, String parameter, Target target) {
        boolean wants(String query) {
            return parameter.isEmpty() || query.startsWith(parameter + "=") || query.contains("&" + parameter + "=");
        }
    }

    private final List<Entry> entries = new ArrayList<>();

    /** Adds a blocking route; {@code methods} are separated by blanks, for instance {@code GET POST}. */
    public Routes on(String methods, String template, Handler handler) {
        return onQuery("", methods, template, handler);
    }

    /** As {@link #on}, for requests only that have {@code parameter} in their query; others go on to the next that fits. */
    public Routes onQuery(String parameter, String methods, String template, Handler handler) {
        entries.add(new Entry(
                Set.of(methods.split(" ")), new PathTemplate(template), parameter, new Target.Blocking(handler)));
        return this;
    }

    /** Adds a route answered on the event loop. */
    public Routes stream(String methods, String template, StreamHandler handler) {
        entries.add(
                new Entry(Set.of(methods.split(" ")), new PathTemplate(template), "", new Target.Streaming(handler)));
        return this;
    }

    /** The first entry that fits path and method; else the first that fits the path alone, for an honest 405. */
    Optional<Match> match(String method, String rawPath, String rawQuery) {
        List<String> segments = PathTemplate.segments(rawPath);
        Optional<Match> otherMethod = Optional.empty();
        for (Entry entry : entries) {
            Optional<Map<String, String>> parameters = entry.template().match(segments);
            if (parameters.isPresent() && entry.wants(rawQuery)) {
                Match match = new Match(entry.methods(), entry.target(), parameters.get());
                if (entry.methods().contains(method)) {
                    return Optional.of(match);
                }
                otherMethod = otherMethod.isPresent() ? otherMethod : Optional.of(match);
            }
        }
        return otherMethod;
    }
}
