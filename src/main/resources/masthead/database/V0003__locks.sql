-- Where from and with what a subscriber may watch: empty means anywhere and anything. Addresses and ranges with commas between,
-- programs one a line.
ALTER TABLE subscriber ADD COLUMN allowed_addresses TEXT NOT NULL DEFAULT '';
ALTER TABLE subscriber ADD COLUMN allowed_agents TEXT NOT NULL DEFAULT '';

-- The accounts of a provider. Position 0 is the main one, in whose name the list is: its number of connections is the
-- provider's. Passwords are kept as they are, because they have to be sent; they are never shown and never logged.
CREATE TABLE provider_account (
    provider_id INTEGER NOT NULL REFERENCES provider (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    username TEXT NOT NULL,
    password TEXT NOT NULL,
    max_connections INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (provider_id, position)
);
