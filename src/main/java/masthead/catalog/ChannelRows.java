package masthead.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Reads channels from rows of one channel and one feed each, all rows of a channel in a row, and hands each on. Used once. */
final class ChannelRows {
    private final Consumer<ChannelListing> taker;
    private final List<Feed> feeds = new ArrayList<>();
    private @Nullable ChannelListing open;
    /** The most of any of the open channel's feeds. */
    private int archiveDays;

    ChannelRows(Consumer<ChannelListing> taker) {
        this.taker = taker;
    }

    void read(Query query) {
        query.scanResultSet((rows, context) -> {
            ResultSet row = rows.get();
            while (row.next()) {
                take(row);
            }
            return true;
        });
        close();
    }

    private void take(ResultSet row) throws SQLException {
        if (open == null || open.channel().id().value() != row.getInt("id")) {
            close();
            open = listing(row);
        }
        if (row.getString("url") != null) {
            Feed feed = FeedTable.feed(row);
            feeds.add(feed);
            if (feed.kind().archivable()) {
                archiveDays = Math.max(archiveDays, row.getInt("feed_archive_days"));
            }
        }
    }

    private void close() {
        if (open != null) {
            Channel bare = open.channel();
            Channel whole = new Channel(
                    bare.id(),
                    bare.name(),
                    bare.category(),
                    bare.number(),
                    bare.logo(),
                    bare.guideId(),
                    archiveDays,
                    bare.addedAt(),
                    feeds,
                    bare.minBitrate());
            taker.accept(new ChannelListing(whole, open.categoryName(), open.hidden(), open.mergedInto()));
            feeds.clear();
            archiveDays = 0;
            open = null;
        }
    }

    private ChannelListing listing(ResultSet row) throws SQLException {
        Channel channel = new Channel(
                new ChannelId(row.getInt("id")),
                row.getString("name"),
                new CategoryId(row.getInt("category_id")),
                row.getInt("number"),
                row.getString("logo"),
                row.getString("guide_id"),
                0,
                Instant.ofEpochMilli(row.getLong("added_at")),
                List.of(),
                row.getInt("min_bitrate"));
        return new ChannelListing(
                channel,
                row.getString("category_name"),
                row.getInt("hidden") != 0,
                Optional.of(row.getInt("merged_into")).filter(into -> into > 0).map(ChannelId::new));
    }
}
