-- What the last check of a feed found, for feeds that an operator had checked: plays is 0 or 1, reason says why not, and times are
-- in milliseconds since 1970.
CREATE TABLE feed_check (
    feed_id INTEGER NOT NULL PRIMARY KEY REFERENCES feed (id) ON DELETE CASCADE,
    plays INTEGER NOT NULL,
    reason TEXT NOT NULL,
    checked_at BIGINT NOT NULL
);
