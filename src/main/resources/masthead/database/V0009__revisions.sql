-- What was done with the lists of providers, the newest of each. state: APPLIED and UNDONE changed the catalog; QUARANTINED waits
-- for an operator, REJECTED, SUPERSEDED (by a good list) and EXPIRED did; FAILED could not be read. report is a JSON object: what
-- the list brings, see headend.ReportText. content_hash is of the list, previous_hash and previous_guides are what the provider
-- had before it. New channels have the ids from first_channel on, fresh of them; images counts the rows of import_before, and
-- undoable tells whether they are whole. file is a quarantined list's, in the data folder's "quarantine".
CREATE TABLE import_revision (
    id ${id_type},
    provider_id INTEGER NOT NULL REFERENCES provider (id) ON DELETE CASCADE,
    at BIGINT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    report TEXT NOT NULL DEFAULT '{}',
    content_hash TEXT NOT NULL DEFAULT '',
    previous_hash TEXT NOT NULL DEFAULT '',
    previous_guides TEXT NOT NULL DEFAULT '',
    first_channel INTEGER NOT NULL DEFAULT 0,
    fresh INTEGER NOT NULL DEFAULT 0,
    images INTEGER NOT NULL DEFAULT 0,
    undoable SMALLINT NOT NULL DEFAULT 0,
    file TEXT NOT NULL DEFAULT '',
    decided_at BIGINT
);
CREATE INDEX import_revision_by_provider ON import_revision (provider_id, id);

-- How feeds were before a revision. what: WHOLE is the row as it was, with what the import also writes of its channel
-- (folded_name is empty where the operator's own name was folded); PLACE is its position alone; GONE says that it was there.
CREATE TABLE import_before (
    revision_id INTEGER NOT NULL REFERENCES import_revision (id) ON DELETE CASCADE,
    feed_id INTEGER NOT NULL,
    what TEXT NOT NULL,
    position INTEGER,
    feed_key TEXT,
    loose_key TEXT,
    url_hash TEXT,
    content_hash TEXT,
    name TEXT,
    url TEXT,
    kind TEXT,
    headers TEXT,
    group_name TEXT,
    attributes TEXT,
    gone_at BIGINT,
    folded_name TEXT,
    category_id INTEGER,
    number INTEGER,
    logo TEXT,
    guide_id TEXT,
    archive_days INTEGER,
    PRIMARY KEY (revision_id, feed_id)
);

-- list_hash is of the list that the provider's part of the catalog is, list_skipped what was left out of it, by reason;
-- undone_hashes, one a line, are of lists that are not applied again by themselves.
ALTER TABLE provider ADD COLUMN list_hash TEXT NOT NULL DEFAULT '';
ALTER TABLE provider ADD COLUMN list_skipped TEXT NOT NULL DEFAULT '{}';
ALTER TABLE provider ADD COLUMN undone_hashes TEXT NOT NULL DEFAULT '';

-- Entries are written before they are recognised: an index that holds them all the same is half of the work.
DROP INDEX incoming_by_feed;
CREATE INDEX incoming_by_feed ON incoming (feed_id) WHERE feed_id IS NOT NULL;
