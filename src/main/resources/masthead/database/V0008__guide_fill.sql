-- What stands in a channel's guide where no guide has anything, if it is not what the settings say. title and description may hold {name}
-- and {group}. channel_id refers to nothing: a channel that is gone may come back.
CREATE TABLE guide_fill (
    channel_id INTEGER NOT NULL PRIMARY KEY,
    title TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT ''
);
