package masthead.guide;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import masthead.catalog.Channel;

/**
 * A guide made up for channels that have none, such as the demo's: the same programmes for the same day, always.
 *
 * <p>It runs from the start of yesterday (UTC) to the end of the third day ahead; programmes begin on the hour or half hour
 * and follow each other without a gap.
 */
public final class GeneratedGuide {
    private static final int DAYS_BACK = 1;
    private static final int DAYS_AHEAD = 4;
    private static final int HALF_HOURS = 48;

    /** A kind of programme: {@code halfHours} long. */
    private record Show(String title, String description, int halfHours) {}

    private static final List<Show> SHOWS = List.of(
            new Show("Morning Bars", "Eight colours, wide awake. With the weather at half past.", 4),
            new Show("The News in Colour", "What moved today, from left to right.", 1),
            new Show("Grey Scale", "A calm half hour between black and white.", 1),
            new Show("Running Seconds", "They count up. They always have. A documentary.", 2),
            new Show("Tone of the Day", "One note, held steadily, and the people who tune to it.", 1),
            new Show("Key Frame", "Interviews that start at the right moment.", 2),
            new Show("The Long Group of Pictures", "Film: nobody knows when the next cut comes.", 4),
            new Show("Noise and Signal", "A panel talks. Some of it is signal.", 2),
            new Show("Test Card Classics", "The cards our parents fell asleep to.", 3),
            new Show("Night Loop", "Moving pictures until morning.", 4));

    private GeneratedGuide() {}

    /** Programmes for those of {@code channels} that have a guide id, around {@code now}, in order of channel and time. */
    public static Iterable<Programme> of(Collection<Channel> channels, Instant now) {
        Instant today =
                now.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).toInstant();
        List<Programme> programmes = new ArrayList<>();
        channels.stream()
                .map(Channel::guideId)
                .filter(each -> !each.isEmpty())
                .distinct()
                .forEach(guideId -> {
                    for (int day = -DAYS_BACK; day < DAYS_AHEAD; day++) {
                        addDay(programmes, guideId, today.plus(day, ChronoUnit.DAYS));
                    }
                });
        return programmes;
    }

    private static void addDay(List<Programme> programmes, String guideId, Instant day) {
        // Channels begin at different places of the list, and a channel on another day at another one.
        int next =
                Math.floorMod(guideId.hashCode() + 3 * (int) day.until(Instant.EPOCH, ChronoUnit.DAYS), SHOWS.size());
        for (int at = 0; at < HALF_HOURS; ) {
            Show show = SHOWS.get(next);
            int length = Math.min(show.halfHours(), HALF_HOURS - at);
            Instant start = day.plus(Duration.ofMinutes(30L * at));
            Instant stop = start.plus(Duration.ofMinutes(30L * length));
            programmes.add(
                    new Programme(programmes.size() + 1, guideId, start, stop, show.title(), show.description()));
            at += length;
            next = (next + 1) % SHOWS.size();
        }
    }
}
