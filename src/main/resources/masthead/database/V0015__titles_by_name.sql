-- Operators look through movies and series by name, a hundred thousand and more of them: what they filter by stands beside the name, so
-- that a search reads nothing else.
CREATE INDEX channel_titles ON channel (kind, folded_name, id, own_category_id, rule_category_id, category_id)
    WHERE kind IN ('MOVIE', 'SERIES') AND removed_at IS NULL;

-- Who has which movie: asked for each movie that is looked at, and read as a whole for a provider that has few.
CREATE INDEX feed_movies ON feed (channel_id, provider_id) WHERE kind = 'MOVIE' AND gone_at IS NULL;
