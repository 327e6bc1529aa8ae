-- Logos that operators uploaded: channel.own_logo is own:<name> where one is used. The name is made of the picture's hash and what it
-- is (png, jpg, gif, webp); body is base64. What no channel uses is deleted.
CREATE TABLE own_logo (
    name TEXT NOT NULL PRIMARY KEY,
    body TEXT NOT NULL
);
