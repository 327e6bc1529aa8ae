-- How many days of the past a feed can be asked for: each of a channel's feeds for itself, since one may have an archive
-- where another has none.
ALTER TABLE feed ADD COLUMN archive_days INTEGER NOT NULL DEFAULT 0;
UPDATE feed SET archive_days = COALESCE((SELECT c.archive_days FROM channel c WHERE c.id = feed.channel_id), 0);

-- What was learned of a provider's archive: the form of address that works, and what to add to every time that is asked for.
CREATE TABLE archive_lesson (
    provider_id INTEGER NOT NULL PRIMARY KEY REFERENCES provider (id) ON DELETE CASCADE,
    form TEXT NOT NULL,
    correction INTEGER NOT NULL,
    learned_at BIGINT NOT NULL
);
