-- Sessions of people, by Spring Session. Its columns, with the digest of a session's id instead of the id.

CREATE TABLE sign_in_session (
    primary_id            text   PRIMARY KEY,
    session_id            bytea  NOT NULL UNIQUE,
    creation_time         bigint NOT NULL,
    last_access_time      bigint NOT NULL,
    max_inactive_interval int    NOT NULL,
    expiry_time           bigint NOT NULL,
    principal_name        text
);
COMMENT ON COLUMN sign_in_session.session_id IS 'SHA-256 of what the cookie holds; the cookie''s content is nowhere';
COMMENT ON COLUMN sign_in_session.creation_time IS 'like the other times in milliseconds since 1970';
COMMENT ON COLUMN sign_in_session.principal_name IS 'the person''s id; null while an account waits to be linked';

CREATE INDEX sign_in_session_by_expiry ON sign_in_session (expiry_time);
CREATE INDEX sign_in_session_by_person ON sign_in_session (principal_name, last_access_time);

CREATE TABLE sign_in_session_attributes (
    session_primary_id text  NOT NULL REFERENCES sign_in_session ON DELETE CASCADE,
    attribute_name     text  NOT NULL,
    attribute_bytes    bytea NOT NULL,
    PRIMARY KEY (session_primary_id, attribute_name)
);
