package masthead.guide.fill;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import masthead.catalog.ChannelId;
import masthead.database.Database;
import org.jdbi.v3.core.Handle;

/** The texts that operators gave single channels, all in memory. Reading never blocks; changing does. */
public final class FillTexts {
    private final Database database;
    private volatile Map<ChannelId, FillText> texts;
    private volatile long version;

    public FillTexts(Database database) {
        this.database = database;
        this.texts = database.read(FillTexts::all);
    }

    private static Map<ChannelId, FillText> all(Handle handle) {
        Map<ChannelId, FillText> all = new HashMap<>();
        handle.select("SELECT channel_id, title, description FROM guide_fill")
                .map((row, context) -> Map.entry(
                        new ChannelId(row.getInt("channel_id")),
                        new FillText(row.getString("title"), row.getString("description"))))
                .forEach(each -> all.put(each.getKey(), each.getValue()));
        return Map.copyOf(all);
    }

    /** What {@code channel} was given. */
    public Optional<FillText> of(ChannelId channel) {
        return Optional.ofNullable(texts.get(channel));
    }

    /** Gives a channel a text of its own. */
    public void set(ChannelId channel, FillText text) {
        change(handle -> handle.createUpdate("""
                        INSERT INTO guide_fill (channel_id, title, description) VALUES (:channel, :title, :description)
                        ON CONFLICT (channel_id) DO UPDATE
                        SET title = excluded.title, description = excluded.description""")
                .bind("channel", channel.value())
                .bind("title", text.title())
                .bind("description", text.description())
                .execute());
    }

    /** Takes it away: the settings say again what stands there. */
    public void clear(ChannelId channel) {
        change(handle -> handle.createUpdate("DELETE FROM guide_fill WHERE channel_id = :channel")
                .bind("channel", channel.value())
                .execute());
    }

    private synchronized void change(Consumer<Handle> change) {
        texts = database.write(handle -> {
            change.accept(handle);
            return all(handle);
        });
        version++;
    }

    /** Grows with every change. */
    public long version() {
        return version;
    }
}
