package masthead.guide;

import java.time.Duration;
import java.util.List;
import masthead.catalog.Channel;

/**
 * What players know under one guide id: the programmes of a channel, and of those that show the same.
 *
 * @param id as in {@code epg_channel_id}, {@code tvg-id} and XMLTV
 * @param channel the first one that shows it; its name and logo are the row's
 * @param places where its programmes are, best first; empty where no guide has any
 * @param shift added to the programmes' times
 */
public record GuideRow(String id, Channel channel, List<GuidePlace> places, Duration shift) {
    public GuideRow {
        places = List.copyOf(places);
    }
}
