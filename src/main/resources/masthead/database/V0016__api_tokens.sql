-- What programs log in with in the name of an operator. hash is the SHA-256 of the token, which is not kept. scopes: words with blanks
-- between. last_used_at is to ten minutes.
CREATE TABLE api_token (
    id ${id_type},
    operator_id INTEGER NOT NULL REFERENCES operator (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    scopes TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    last_used_at BIGINT,
    UNIQUE (operator_id, name)
);
