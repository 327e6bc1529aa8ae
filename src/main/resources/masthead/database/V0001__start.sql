-- Everything that is kept. One text for SQLite and PostgreSQL: instants are milliseconds since 1970 in BIGINT columns
-- named ..._at, booleans are SMALLINT 0 or 1. An id the database gives is never given twice.
-- Where the two differ there is a placeholder: id_type.

-- One sequence numbers everything that plays; "next" is the next id to give.
CREATE TABLE sequence (
    name TEXT NOT NULL PRIMARY KEY,
    next BIGINT NOT NULL
);
INSERT INTO sequence (name, next) VALUES ('play', 1);

-- Versions: each grows with every change of what it names.
CREATE TABLE revision (
    name TEXT NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
);
INSERT INTO revision (name, value) VALUES ('catalog', 1);
INSERT INTO revision (name, value) VALUES ('guide', 1);

-- Who changed what, and when. Never holds a password or an address with one.
CREATE TABLE audit (
    id ${id_type},
    at BIGINT NOT NULL,
    operator TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT ''
);

CREATE TABLE operator (
    id ${id_type},
    name TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE subscriber (
    id ${id_type},
    username TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    enabled SMALLINT NOT NULL DEFAULT 1,
    expires_at BIGINT,
    trial SMALLINT NOT NULL DEFAULT 0,
    max_connections INTEGER NOT NULL DEFAULT 1,
    formats TEXT NOT NULL DEFAULT 'm3u8,ts',
    created_at BIGINT NOT NULL
);

CREATE TABLE provider (
    id ${id_type},
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    url TEXT NOT NULL DEFAULT '',
    max_connections INTEGER NOT NULL DEFAULT 0,
    user_agent TEXT NOT NULL DEFAULT '',
    created_at BIGINT NOT NULL,
    imported_at BIGINT,
    outcome TEXT NOT NULL DEFAULT ''
);

CREATE TABLE category (
    id ${id_type},
    name TEXT NOT NULL UNIQUE,
    position INTEGER NOT NULL DEFAULT 0
);
-- Where a channel stands that has no group; always last.
INSERT INTO category (name, position) VALUES ('Uncategorised', 2147483647);

-- What viewers see. The id comes from sequence 'play'. own_... are the operator's edits: they win over every import.
-- folded_name is the name viewers see, folded for a search without regard to case.
CREATE TABLE channel (
    id INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL DEFAULT '',
    category_id INTEGER REFERENCES category (id),
    number INTEGER NOT NULL DEFAULT 0,
    logo TEXT NOT NULL DEFAULT '',
    guide_id TEXT NOT NULL DEFAULT '',
    archive_days INTEGER NOT NULL DEFAULT 0,
    added_at BIGINT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    own_name TEXT,
    own_category_id INTEGER REFERENCES category (id),
    own_number INTEGER,
    own_logo TEXT,
    own_guide_id TEXT,
    hidden SMALLINT NOT NULL DEFAULT 0,
    removed_at BIGINT
);

-- One stream of one provider. It is recognised in the next list by feed_key (name, guide id and group), else by loose_key
-- (name and guide id), else by url_hash; several may share a key, and then their order counts. content_hash tells whether
-- anything about it changed.
CREATE TABLE feed (
    id ${id_type},
    provider_id INTEGER NOT NULL REFERENCES provider (id) ON DELETE CASCADE,
    channel_id INTEGER NOT NULL REFERENCES channel (id),
    feed_key TEXT NOT NULL,
    loose_key TEXT NOT NULL DEFAULT '',
    url_hash TEXT NOT NULL DEFAULT '',
    content_hash TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL,
    url TEXT NOT NULL,
    kind TEXT NOT NULL,
    headers TEXT NOT NULL DEFAULT '{}',
    group_name TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL DEFAULT 0,
    attributes TEXT NOT NULL DEFAULT '{}',
    gone_at BIGINT
);
CREATE INDEX feed_by_provider ON feed (provider_id);
CREATE INDEX feed_by_channel ON feed (channel_id);

-- Where a list stands while it is being applied; empty between imports. feed_id is the feed a line was recognised as,
-- channel_id the id that a new one is given.
CREATE TABLE incoming (
    provider_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    feed_key TEXT NOT NULL,
    loose_key TEXT NOT NULL,
    url_hash TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    url TEXT NOT NULL,
    kind TEXT NOT NULL,
    headers TEXT NOT NULL,
    group_name TEXT NOT NULL,
    logo TEXT NOT NULL,
    guide_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    archive_days INTEGER NOT NULL,
    attributes TEXT NOT NULL,
    feed_id INTEGER,
    channel_id INTEGER,
    PRIMARY KEY (provider_id, position)
);
CREATE INDEX incoming_by_feed ON incoming (feed_id);

CREATE TABLE programme (
    id ${id_type},
    guide_id TEXT NOT NULL,
    start_at BIGINT NOT NULL,
    stop_at BIGINT NOT NULL,
    title TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT ''
);
CREATE INDEX programme_by_guide ON programme (guide_id, start_at);
