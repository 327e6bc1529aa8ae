-- Where guides come from. The smaller the priority, the earlier it is asked. Times in columns without _at are milliseconds: refresh is
-- after how long it is read again by itself, absent for only when asked; correction is added to every time of it; zone is meant by
-- times without an offset. What was read last: generation names the table guide_g<generation> its programmes are in, 0 for none;
-- etag, last_modified and content_hash tell whether it has changed since; channels, programmes and dropped (a JSON object of
-- numbers, by reason) are of the guide that was applied.
CREATE TABLE guide_source (
    id ${id_type},
    name TEXT NOT NULL,
    url TEXT NOT NULL DEFAULT '',
    priority INTEGER NOT NULL DEFAULT 100,
    enabled SMALLINT NOT NULL DEFAULT 1,
    user_agent TEXT NOT NULL DEFAULT '',
    headers TEXT NOT NULL DEFAULT '{}',
    proxy TEXT NOT NULL DEFAULT '',
    connect_timeout BIGINT,
    refresh BIGINT,
    correction BIGINT NOT NULL DEFAULT 0,
    zone TEXT NOT NULL DEFAULT 'UTC',
    provider_id INTEGER REFERENCES provider (id) ON DELETE SET NULL,
    created_at BIGINT NOT NULL,
    generation BIGINT NOT NULL DEFAULT 0,
    etag TEXT NOT NULL DEFAULT '',
    last_modified TEXT NOT NULL DEFAULT '',
    content_hash TEXT NOT NULL DEFAULT '',
    imported_at BIGINT,
    checked_at BIGINT,
    outcome TEXT NOT NULL DEFAULT '',
    channels BIGINT NOT NULL DEFAULT 0,
    programmes BIGINT NOT NULL DEFAULT 0,
    dropped TEXT NOT NULL DEFAULT '{}'
);

-- The channels of a generation of a guide; also of one that is being read, which nobody asks for yet. names: one a line.
CREATE TABLE guide_channel (
    generation BIGINT NOT NULL,
    number INTEGER NOT NULL,
    guide_id TEXT NOT NULL,
    names TEXT NOT NULL DEFAULT '',
    icon TEXT NOT NULL DEFAULT '',
    programmes BIGINT NOT NULL DEFAULT 0,
    first_at BIGINT NOT NULL DEFAULT 0,
    last_at BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (generation, number)
);
CREATE UNIQUE INDEX guide_channel_by_id ON guide_channel (generation, guide_id);

-- Generations and programmes are numbered.
INSERT INTO sequence (name, next) VALUES ('guide-generation', 1);
INSERT INTO sequence (name, next) VALUES ('programme', 1);

-- The addresses of guides that a provider's last list named, one a line.
ALTER TABLE provider ADD COLUMN guides TEXT NOT NULL DEFAULT '';

-- Held the demo's programmes alone, which are made anew with each demo.
DROP TABLE programme;
