-- What an operator decided by hand of channels' guides. kind: SET (this guide_id of this guide_source), NONE (no guide at all), REFUSE
-- (never this guide_id), SHIFT (programmes so many milliseconds later). Where a kind needs no source_id, guide_id or shift, it is 0 or
-- empty. A decision is of the channel it was made for, and by name_key and countries (codes with commas between) of the same channel in
-- another provider's list: so channel_id refers to nothing and outlives its channel. What is matched by itself is not kept: it is
-- found again at each start.
CREATE TABLE guide_decision (
    channel_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    source_id INTEGER NOT NULL DEFAULT 0,
    guide_id TEXT NOT NULL DEFAULT '',
    shift BIGINT NOT NULL DEFAULT 0,
    name_key TEXT NOT NULL,
    countries TEXT NOT NULL,
    decided_at BIGINT NOT NULL,
    PRIMARY KEY (channel_id, kind, source_id, guide_id)
);
CREATE INDEX guide_decision_by_name ON guide_decision (name_key);
