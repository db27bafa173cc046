-- What makes a change to the records noticed.

-- A block is what one transaction chained: many calls as one row, for the hashes of ten million calls must not take
-- more room than need be.
CREATE TABLE chain_block (
    node_id uuid        NOT NULL,
    kind    text        NOT NULL CHECK (kind IN ('call', 'admin')),
    first   bigint      NOT NULL,
    at      timestamptz NOT NULL,
    ids     uuid[]      NOT NULL,
    hashes  bytea       NOT NULL,
    PRIMARY KEY (node_id, kind, first)
);
COMMENT ON COLUMN chain_block.kind IS 'call or admin: each node has a chain of each';
COMMENT ON COLUMN chain_block.first IS 'the number of the first record; the others follow without gaps';
COMMENT ON COLUMN chain_block.hashes IS 'SHA-256 over the hash before and that of the record, 32 bytes a record';
-- Hashes don't get smaller by being compressed.
ALTER TABLE chain_block ALTER hashes SET STORAGE EXTERNAL;

CREATE TABLE chain_head (
    node_id uuid   NOT NULL,
    kind    text   NOT NULL CHECK (kind IN ('call', 'admin')),
    seq     bigint NOT NULL,
    hash    bytea  NOT NULL,
    PRIMARY KEY (node_id, kind)
) WITH (fillfactor = 50);
COMMENT ON COLUMN chain_head.seq IS 'the number of the last record';

-- What in a call is about a person is hashed with a salt; without the salt nobody can tell what it was.
CREATE TABLE call_salt (
    at      timestamptz NOT NULL,
    call_id uuid        NOT NULL,
    salt    bytea,
    hash    bytea       NOT NULL,
    PRIMARY KEY (at, call_id)
) PARTITION BY RANGE (at);
CREATE TABLE call_salt_default PARTITION OF call_salt DEFAULT;
COMMENT ON TABLE call_salt IS 'a row for each call with an end user, a session or tags';
COMMENT ON COLUMN call_salt.at IS 'that of the call';
COMMENT ON COLUMN call_salt.salt IS 'null: what is about a person has been erased';

CREATE TABLE checkpoint (
    node_id  uuid        NOT NULL,
    number   bigint      NOT NULL,
    at       timestamptz NOT NULL,
    document json        NOT NULL,
    sent_at  timestamptz,
    PRIMARY KEY (node_id, number)
);
COMMENT ON COLUMN checkpoint.sent_at IS 'when it had been sent out of the database; null: not yet';

-- Records from before there was a chain: they are counted, and nothing vouches for them.
CREATE TABLE chain_start AS
SELECT clock_timestamp() AS at, (SELECT count(*) FROM call) AS calls, (SELECT count(*) FROM admin_event) AS events;

-- Nothing that the program does changes these. Who must, says SET LOCAL serai.maintenance = 'on'.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    IF current_setting('serai.maintenance', true) IS DISTINCT FROM 'on' THEN
        RAISE EXCEPTION '% is append-only', tg_table_name USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN CASE WHEN tg_op = 'DELETE' THEN old ELSE new END;
END
$$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON admin_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON chain_block FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OF node_id, number, at, document ON checkpoint
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON admin_event EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON chain_block EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON checkpoint EXECUTE FUNCTION refuse_change();
