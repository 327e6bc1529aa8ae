-- What an operator may do: owner, editor or viewer. Whoever was there before may do everything, as before.
ALTER TABLE operator ADD COLUMN role TEXT NOT NULL DEFAULT 'owner';
