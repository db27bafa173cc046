-- Who signs in, and what they may do in single teams.

CREATE TABLE person (
    id              uuid PRIMARY KEY,
    email           text        NOT NULL,
    name            text        NOT NULL,
    role            text        NOT NULL,
    password_hash   text,
    oidc_subject    text UNIQUE,
    disabled        boolean     NOT NULL DEFAULT false,
    generation      bigint      NOT NULL DEFAULT 0,
    created_at      timestamptz NOT NULL,
    last_sign_in_at timestamptz
);
COMMENT ON COLUMN person.role IS 'ADMIN, AUDITOR or MEMBER';
COMMENT ON COLUMN person.password_hash IS 'Argon2id with its parameters and salt; null: no password opens';
COMMENT ON COLUMN person.oidc_subject IS 'issuer and subject, with a blank between; null: never signed in by OIDC';
COMMENT ON COLUMN person.generation IS 'counted up when all sessions have to end: a session holds the one that it was opened in';

CREATE UNIQUE INDEX person_by_email ON person (lower(email));

CREATE TABLE membership (
    person_id  uuid    NOT NULL REFERENCES person ON DELETE CASCADE,
    team_id    uuid    NOT NULL REFERENCES team ON DELETE CASCADE,
    role       text    NOT NULL,
    from_oidc  boolean NOT NULL DEFAULT false,
    PRIMARY KEY (person_id, team_id)
);
COMMENT ON COLUMN membership.role IS 'OWNER or VIEWER';
COMMENT ON COLUMN membership.from_oidc IS 'given by a claim, and taken when the next sign-in does not claim it';

CREATE INDEX membership_by_team ON membership (team_id);

-- Who may see some teams only pages through the calls of each by itself.
CREATE INDEX call_by_team_id ON call (team_id, at, id);
