package masthead.format.archive;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a player asks for when it asks for the past (docs/4-protocols/catch-up.md, "Requests").
 *
 * @param channel as it was written, digits only
 * @param stretch not yet compared with what the archive holds
 * @param extension {@code ts}, {@code m3u8}, or whatever else was written; {@code ts} where nothing was
 */
public record AskedArchive(String channel, Stretch stretch, String extension) {
    private static final Pattern CHANNEL = Pattern.compile("\\d{1,10}");
    private static final Pattern EXTENSION = Pattern.compile("(.*)\\.([A-Za-z][A-Za-z0-9]{0,9})");

    /**
     * The forms with everything in the path: {@code {minutes}/{start}/{id}.{ext}}, or with id and start swapped; both are
     * taken at either address, since the two cannot be mistaken for one another.
     *
     * @param last with the extension, if there is one
     */
    public static Optional<AskedArchive> byPath(String minutes, String middle, String last, ZoneId zone) {
        Matcher file = EXTENSION.matcher(last);
        String name = file.matches() ? file.group(1) : last;
        String extension = file.matches() ? file.group(2) : "";
        Optional<AskedArchive> usual = asked(name, StartText.read(middle, zone), minutes, extension);
        return usual.isPresent() ? usual : asked(middle, StartText.read(name, zone), minutes, extension);
    }

    /** The form with everything in the query: {@code stream}, {@code start}, {@code duration} and {@code extension}. */
    public static Optional<AskedArchive> byQuery(Function<String, Optional<String>> parameters, ZoneId zone) {
        String stream = parameters
                .apply("stream")
                .or(() -> parameters.apply("stream_id"))
                .or(() -> parameters.apply("id"))
                .orElse("");
        Matcher file = EXTENSION.matcher(stream);
        String own = file.matches() ? file.group(2) : "";
        return asked(
                file.matches() ? file.group(1) : stream,
                StartText.read(parameters.apply("start").orElse(""), zone),
                parameters.apply("duration").orElse(""),
                parameters.apply("extension").orElse(own));
    }

    /**
     * A live address with {@code utc}: from there up to now. What {@code lutc} says is the player's own now, which is not to be
     * believed.
     */
    public static Optional<AskedArchive> byEpoch(String channel, String extension, String utc, Instant now) {
        Optional<Instant> start = utc.matches("\\d{9,13}") ? StartText.read(utc, ZoneId.of("UTC")) : Optional.empty();
        return start.filter(each -> each.isBefore(now.minusSeconds(1)))
                .filter(each -> CHANNEL.matcher(channel).matches())
                .map(each -> new AskedArchive(
                        channel, new Stretch(each, Duration.between(each, now)), extension(extension)));
    }

    private static Optional<AskedArchive> asked(
            String channel, Optional<Instant> start, String minutes, String extension) {
        return start.filter(each -> CHANNEL.matcher(channel).matches())
                .map(each -> new AskedArchive(channel, new Stretch(each, length(minutes)), extension(extension)));
    }

    /** Minutes; {@link Stretch#USUAL} where there is no number, and never more than {@link Stretch#LONGEST}. */
    private static Duration length(String minutes) {
        String digits = minutes.strip();
        if (!digits.matches("\\d{1,18}") || Long.parseLong(digits) == 0) {
            return Stretch.USUAL;
        }
        return Duration.ofMinutes(Math.min(Long.parseLong(digits), Stretch.LONGEST.toMinutes()));
    }

    private static String extension(String written) {
        String plain = written.strip().toLowerCase(Locale.ROOT);
        return plain.isEmpty() ? "ts" : plain;
    }
}
