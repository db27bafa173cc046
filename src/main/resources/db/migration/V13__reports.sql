-- Cost reports: which are wanted, what they say of a period, and their way to the mail server.

CREATE TABLE report (
    id           uuid PRIMARY KEY,
    name         text        NOT NULL,
    team_id      uuid        REFERENCES team ON DELETE CASCADE,
    recipients   text[]      NOT NULL,
    frequency    text        NOT NULL CHECK (frequency IN ('daily', 'weekly', 'monthly')),
    time_zone    text        NOT NULL,
    hour         integer     NOT NULL CHECK (hour BETWEEN 0 AND 23),
    enabled      boolean     NOT NULL,
    created_by   text        NOT NULL,
    created_at   timestamptz NOT NULL,
    next_at      timestamptz NOT NULL,
    last_sent_at timestamptz
);
COMMENT ON COLUMN report.team_id IS 'null where it is about all teams';
COMMENT ON COLUMN report.next_at IS 'when it is due next';

CREATE INDEX report_due ON report (next_at) WHERE enabled;

CREATE TABLE report_figures (
    report_id    uuid        NOT NULL REFERENCES report ON DELETE CASCADE,
    period_start timestamptz NOT NULL,
    period_end   timestamptz NOT NULL,
    figures      text        NOT NULL,
    made_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (report_id, period_start, period_end)
);
COMMENT ON TABLE report_figures IS 'What a report says of a period: settled when it is first sent, never changed';
COMMENT ON COLUMN report_figures.figures IS 'JSON';

CREATE TABLE report_delivery (
    id              uuid PRIMARY KEY,
    report_id       uuid        NOT NULL REFERENCES report ON DELETE CASCADE,
    period_start    timestamptz NOT NULL,
    period_end      timestamptz NOT NULL,
    on_demand       boolean     NOT NULL,
    status          text        NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'sending', 'sent', 'failed')),
    attempts        integer     NOT NULL DEFAULT 0,
    last_error      text,
    created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    next_attempt_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    claim           uuid,
    leased_until    timestamptz,
    handed_over_at  timestamptz,
    sent_at         timestamptz
);
COMMENT ON COLUMN report_delivery.claim IS 'of the node that is about it';
COMMENT ON COLUMN report_delivery.leased_until IS 'from then on another node may take it, unless it was handed over';
COMMENT ON COLUMN report_delivery.handed_over_at IS 'since when the mail server may have it';

-- Whatever the number of nodes: one mail for a period.
CREATE UNIQUE INDEX report_delivery_once ON report_delivery (report_id, period_start, period_end) WHERE NOT on_demand;
-- Whoever presses a button twice gets one mail.
CREATE UNIQUE INDEX report_delivery_ordered ON report_delivery (report_id)
    WHERE on_demand AND status IN ('waiting', 'sending');
CREATE INDEX report_delivery_under_way ON report_delivery (next_attempt_at) WHERE status IN ('waiting', 'sending');
CREATE INDEX report_delivery_of_report ON report_delivery (report_id, created_at DESC);
