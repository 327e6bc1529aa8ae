DELETE FROM provider;
INSERT INTO no_such_table (name) VALUES ('x');
