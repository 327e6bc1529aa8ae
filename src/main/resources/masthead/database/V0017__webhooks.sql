-- Who is told of trouble. url and secret are sealed; events are words with commas between. sent_...: how the last try to send it
-- something ended.
CREATE TABLE webhook (
    id ${id_type},
    name TEXT NOT NULL,
    url TEXT NOT NULL,
    secret TEXT NOT NULL,
    events TEXT NOT NULL,
    enabled SMALLINT NOT NULL DEFAULT 1,
    created_at BIGINT NOT NULL,
    sent_at BIGINT,
    sent_well SMALLINT NOT NULL DEFAULT 0,
    sent_result TEXT NOT NULL DEFAULT ''
);

-- What waits to be sent, or to be sent again. body is what is signed and sent.
CREATE TABLE webhook_delivery (
    id ${id_type},
    webhook_id INTEGER NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
    event TEXT NOT NULL,
    body TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    due_at BIGINT NOT NULL
);
CREATE INDEX webhook_delivery_by_due ON webhook_delivery (due_at);
CREATE INDEX webhook_delivery_by_webhook ON webhook_delivery (webhook_id, due_at);
