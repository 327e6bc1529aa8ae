DELETE FROM category;
INSERT INTO no_such_table (name) VALUES ('x');
