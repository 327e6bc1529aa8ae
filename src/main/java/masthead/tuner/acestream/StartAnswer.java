package masthead.tuner.acestream;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an engine says of a session it has made. The addresses are paths of the engine that was asked.
 *
 * @param playback where the stream is
 * @param stat where its numbers are; absent for a direct source, as is {@code command}
 * @param events where the engine tells what it does by itself; engines that do not know events name none
 * @param infohash of the content, whatever it was asked by
 * @param recording whether it is no broadcast but a file
 */
record StartAnswer(
        String playback,
        Optional<String> stat,
        Optional<String> command,
        Optional<String> events,
        Optional<String> infohash,
        boolean recording,
        boolean encrypted) {
    private static final Pattern INFOHASH = Pattern.compile("[0-9a-f]{40}");

    /** Empty if it lacks the address of a stream, or names one that is none. */
    static Optional<StartAnswer> of(EngineJson response) {
        Optional<String> playback = response.text("playback_url").flatMap(StartAnswer::path);
        return playback.map(path -> new StartAnswer(
                path,
                response.text("stat_url").flatMap(StartAnswer::path),
                response.text("command_url").flatMap(StartAnswer::path).filter(each -> each.startsWith("/ace/cmd/")),
                response.text("event_url").flatMap(StartAnswer::path),
                response.text("infohash").flatMap(StartAnswer::infohash),
                response.text("is_live").filter("0"::equals).isPresent(),
                response.truth("is_encrypted")));
    }

    private static Optional<String> path(String given) {
        try {
            return Optional.of(EngineAddress.path(given));
        } catch (IllegalArgumentException elsewhere) {
            return Optional.empty();
        }
    }

    /** In lower case, if it is one. */
    static Optional<String> infohash(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return INFOHASH.matcher(lower).matches() ? Optional.of(lower) : Optional.empty();
    }
}
