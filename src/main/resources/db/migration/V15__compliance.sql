-- What is kept for how long, what was removed, and what is told about it.

CREATE TABLE retention (
    subject    uuid PRIMARY KEY,
    scope      text        NOT NULL CHECK (scope IN ('organisation', 'team')),
    call_days  integer     NOT NULL CHECK (call_days > 0),
    changed_at timestamptz NOT NULL
);
COMMENT ON TABLE retention IS 'no row: a team''s calls are kept as its organisation says, an organisation''s for ever';
COMMENT ON COLUMN retention.subject IS 'the id of an organisation or a team';

-- Which calls were removed because their time had passed: signed by the node that removed them, over what stands in the
-- chain for each. A call that is gone and is in none of these was taken away by somebody else.
CREATE TABLE removal (
    id        uuid PRIMARY KEY,
    at        timestamptz    NOT NULL,
    node_id   uuid,
    seqs      int8multirange NOT NULL,
    calls     bigint         NOT NULL,
    root      text           NOT NULL,
    signer    uuid           NOT NULL,
    key       text           NOT NULL,
    signature text           NOT NULL,
    told_at   timestamptz
);
COMMENT ON COLUMN removal.node_id IS 'in whose chain they are; null: calls from before there were chains';
COMMENT ON COLUMN removal.seqs IS 'their numbers in the chain';
COMMENT ON COLUMN removal.root IS 'SHA-256 over number, id and the chain''s hash of each, in hexadecimal';
COMMENT ON COLUMN removal.told_at IS 'when the audit log told of it; null: not yet';

CREATE INDEX removal_by_number ON removal USING gist (seqs);
CREATE INDEX removal_untold ON removal (id) WHERE told_at IS NULL;

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OF id, at, node_id, seqs, calls, root, signer, key, signature ON removal
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON removal EXECUTE FUNCTION refuse_change();

-- The millisecond that a call's id, a UUID of version 7, begins with.
CREATE FUNCTION received_ms(id uuid) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
$$
    SELECT ('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint
$$;

-- Where in the chains the calls of a time are: a block holds its ids in their order. What an index is made of finds no
-- function of ours by its bare name, so the milliseconds are taken here once more.
CREATE FUNCTION block_span(ids uuid[]) RETURNS int8range LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$
    SELECT int8range(min(ms), max(ms), '[]')
      FROM (SELECT ('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint AS ms
              FROM unnest(ARRAY[ids[1], ids[cardinality(ids)]]) AS id) AS ends
$$;
CREATE INDEX chain_block_by_time ON chain_block USING gist (block_span(ids)) WHERE kind = 'call';

-- Ends the month of a moment, UTC. Its indexes go with it, and nothing is searched.
CREATE FUNCTION drop_month(moment timestamptz) RETURNS void LANGUAGE plpgsql AS
$$
DECLARE
    suffix text := to_char(date_trunc('month', moment, 'UTC') AT TIME ZONE 'UTC', 'YYYYMM');
    parent text;
BEGIN
    FOREACH parent IN ARRAY ARRAY['call', 'attempt', 'call_salt'] LOOP
        EXECUTE format('DROP TABLE IF EXISTS %I', parent || '_' || suffix);
    END LOOP;
END
$$;

-- Which rules were broken is counted among the calls in which one was.
CREATE INDEX call_refused ON call (at, team_id, outcome, error_code) WHERE outcome IN ('refused', 'blocked', 'rejected');

-- What verifications came to, so that a report can say so without reading all records.
CREATE TABLE verification (
    id      uuid PRIMARY KEY,
    at      timestamptz NOT NULL,
    node_id uuid        NOT NULL,
    verdict json        NOT NULL
);

-- Of each closed month one report, as it was when it was made.
CREATE TABLE compliance_report (
    id           uuid PRIMARY KEY,
    period_start timestamptz NOT NULL UNIQUE,
    period_end   timestamptz NOT NULL,
    made_at      timestamptz NOT NULL,
    sha256       text        NOT NULL,
    document     text        NOT NULL
);
COMMENT ON COLUMN compliance_report.sha256 IS 'over the document''s bytes; the audit log holds it as well';

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON compliance_report FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON compliance_report EXECUTE FUNCTION refuse_change();
