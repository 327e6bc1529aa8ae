-- Operators who log in with a code beside the password (RFC 6238). secret is sealed; last_step is the step of time of the last code that was
-- accepted: none is good twice.
CREATE TABLE operator_factor (
    operator_id INTEGER NOT NULL PRIMARY KEY REFERENCES operator (id) ON DELETE CASCADE,
    secret TEXT NOT NULL,
    last_step BIGINT NOT NULL,
    since BIGINT NOT NULL
);

-- Codes that are each good once, where the device is lost: SHA-256 of them, in hex.
CREATE TABLE operator_recovery (
    operator_id INTEGER NOT NULL REFERENCES operator (id) ON DELETE CASCADE,
    hash TEXT NOT NULL,
    PRIMARY KEY (operator_id, hash)
);
