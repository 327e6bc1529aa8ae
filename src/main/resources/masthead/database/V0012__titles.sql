-- Movies, series and episodes are channels of those kinds. series_id is the channel that is the series of an episode of a list, absent
-- until it was grouped; season 0 are specials.
ALTER TABLE channel ADD COLUMN series_id INTEGER;
ALTER TABLE channel ADD COLUMN season INTEGER NOT NULL DEFAULT 0;
ALTER TABLE channel ADD COLUMN episode INTEGER NOT NULL DEFAULT 0;
CREATE INDEX channel_by_series ON channel (series_id);
CREATE INDEX channel_ungrouped ON channel (kind, series_id);

-- The series that a list's episodes belong to by their names: lists of this kind have no line for a series. series_key is the title,
-- folded.
CREATE TABLE series_of_list (
    provider_id INTEGER NOT NULL REFERENCES provider (id) ON DELETE CASCADE,
    series_key TEXT NOT NULL,
    channel_id INTEGER NOT NULL REFERENCES channel (id),
    PRIMARY KEY (provider_id, series_key)
);

-- The episodes of a series that its provider told when it was asked for the series. The id comes from sequence 'play'; upstream_id is the
-- provider's own. facts is a JSON object of strings.
CREATE TABLE episode (
    id INTEGER NOT NULL PRIMARY KEY,
    series_id INTEGER NOT NULL REFERENCES channel (id),
    provider_id INTEGER NOT NULL REFERENCES provider (id) ON DELETE CASCADE,
    upstream_id TEXT NOT NULL,
    season INTEGER NOT NULL,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    url TEXT NOT NULL,
    facts TEXT NOT NULL DEFAULT '{}',
    added_at BIGINT NOT NULL,
    gone_at BIGINT
);
CREATE INDEX episode_by_series ON episode (series_id);
CREATE INDEX episode_by_provider ON episode (provider_id);

-- What a provider told of a movie or a series, and when: facts is a JSON object of strings, seasons one of such objects as text. What it
-- was asked for in vain is here too, with empty facts.
CREATE TABLE title_detail (
    channel_id INTEGER NOT NULL PRIMARY KEY,
    provider_id INTEGER NOT NULL REFERENCES provider (id) ON DELETE CASCADE,
    facts TEXT NOT NULL DEFAULT '{}',
    seasons TEXT NOT NULL DEFAULT '{}',
    fetched_at BIGINT NOT NULL
);
CREATE INDEX title_detail_by_provider ON title_detail (provider_id);
