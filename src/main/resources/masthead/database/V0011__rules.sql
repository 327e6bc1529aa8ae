-- What of all that is on offer a subscriber sees. parts: LIVE, MOVIES and SERIES with commas between. A lineup with
-- all_categories 1 has every category, also those to come; else those in lineup_category.
CREATE TABLE lineup (
    id ${id_type},
    name TEXT NOT NULL UNIQUE,
    parts TEXT NOT NULL,
    all_categories SMALLINT NOT NULL DEFAULT 1
);
CREATE TABLE lineup_category (
    lineup_id INTEGER NOT NULL REFERENCES lineup (id) ON DELETE CASCADE,
    category_id INTEGER NOT NULL REFERENCES category (id) ON DELETE CASCADE,
    PRIMARY KEY (lineup_id, category_id)
);

-- Absent: all there is.
ALTER TABLE subscriber ADD COLUMN lineup_id INTEGER REFERENCES lineup (id);

-- What is done to the channels of lists, in the order of position. conditions and changes are JSON objects of strings.
CREATE TABLE rule (
    id ${id_type},
    position INTEGER NOT NULL,
    name TEXT NOT NULL DEFAULT '',
    enabled SMALLINT NOT NULL DEFAULT 1,
    conditions TEXT NOT NULL DEFAULT '{}',
    changes TEXT NOT NULL DEFAULT '{}'
);

-- The presets that are switched on, for these providers (ids with commas between) or, if empty, for all.
CREATE TABLE rule_preset (
    name TEXT NOT NULL PRIMARY KEY,
    providers TEXT NOT NULL DEFAULT ''
);

-- What rules say of a channel: it wins over its list and yields to own_... It is worked out anew after each change.
ALTER TABLE channel ADD COLUMN rule_name TEXT;
ALTER TABLE channel ADD COLUMN rule_category_id INTEGER REFERENCES category (id);
ALTER TABLE channel ADD COLUMN rule_number INTEGER;
ALTER TABLE channel ADD COLUMN rule_hidden SMALLINT;
ALTER TABLE channel ADD COLUMN rule_position INTEGER;

-- Another channel's id: this one is no channel of its own, its feeds are feeds of that one, and its id plays that one.
-- merge_position is the place of a channel's own feeds among those of all that are one channel.
ALTER TABLE channel ADD COLUMN merged_into INTEGER;
ALTER TABLE channel ADD COLUMN merge_position INTEGER NOT NULL DEFAULT 0;
CREATE INDEX channel_by_merged ON channel (merged_into) WHERE merged_into IS NOT NULL;

-- What the operator says by hand: shown whatever rules say; merged into that channel, or 0 for into none.
ALTER TABLE channel ADD COLUMN own_shown SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE channel ADD COLUMN own_merged_into INTEGER;

-- Rules look at live channels alone.
CREATE INDEX channel_by_kind ON channel (kind);

-- The version of the catalog that the rules were last applied to, and whether any channel was left with something of them.
INSERT INTO revision (name, value) VALUES ('rules', 0);
INSERT INTO revision (name, value) VALUES ('ruled', 0);
