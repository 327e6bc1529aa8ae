-- How a provider is reached: headers is a JSON object of strings, proxy an address that may hold a password, timeouts are in
-- milliseconds, absent where the settings decide.
ALTER TABLE provider ADD COLUMN headers TEXT NOT NULL DEFAULT '{}';
ALTER TABLE provider ADD COLUMN proxy TEXT NOT NULL DEFAULT '';
ALTER TABLE provider ADD COLUMN connect_timeout BIGINT;
ALTER TABLE provider ADD COLUMN silence_timeout BIGINT;

-- Bits per second below which the operator counts a feed of this channel as failing; 0 where he does not.
ALTER TABLE channel ADD COLUMN min_bitrate INTEGER NOT NULL DEFAULT 0;

-- The feeds an operator gave a channel, of any provider, in the order they are tried; the channel's own that are not named here
-- come after them. Imports never touch it: a feed that is gone keeps its place.
CREATE TABLE channel_feed (
    channel_id INTEGER NOT NULL REFERENCES channel (id),
    feed_id INTEGER NOT NULL REFERENCES feed (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    PRIMARY KEY (channel_id, feed_id)
);
CREATE INDEX channel_feed_by_feed ON channel_feed (feed_id);
