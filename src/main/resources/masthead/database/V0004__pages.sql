-- How a provider's list is read: options is a JSON object of strings, which ones depends on its kind (a page's rules, a search's
-- query); refresh is after how many milliseconds it is read again by itself, absent for only when asked.
ALTER TABLE provider ADD COLUMN options TEXT NOT NULL DEFAULT '{}';
ALTER TABLE provider ADD COLUMN refresh BIGINT;

-- What a provider's last applied list was read from, in this order, with what the servers said of the version: the next time they
-- are asked whether it changed. Empty for kinds that are read whole every time.
CREATE TABLE provider_document (
    provider_id INTEGER NOT NULL REFERENCES provider (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    url TEXT NOT NULL,
    etag TEXT NOT NULL,
    last_modified TEXT NOT NULL,
    read_at BIGINT NOT NULL,
    PRIMARY KEY (provider_id, position)
);
