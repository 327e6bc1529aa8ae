-- Whether a password is encrypted, with the key in the data folder's secret.key; those from before are, at the next start.
ALTER TABLE provider_account ADD COLUMN sealed SMALLINT NOT NULL DEFAULT 0;

-- What a panel said of an account when it was last asked. expires_at is 0 where it never does, max_connections -1 where it is not
-- said, zone empty where it is not known.
CREATE TABLE provider_account_state (
    provider_id INTEGER NOT NULL REFERENCES provider (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    status TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    max_connections INTEGER NOT NULL,
    active INTEGER NOT NULL,
    zone TEXT NOT NULL,
    zone_verified SMALLINT NOT NULL,
    message TEXT NOT NULL,
    checked_at BIGINT NOT NULL,
    PRIMARY KEY (provider_id, position)
);
