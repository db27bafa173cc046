-- Who is told when something needs a look: rules, the alerts that they raise, and what is to be told where.

CREATE TABLE alert_rule (
    id              uuid PRIMARY KEY,
    name            text        NOT NULL,
    kind            text        NOT NULL,
    team_id         uuid        REFERENCES team ON DELETE CASCADE,
    threshold       numeric,
    window_ms       bigint,
    minimum_calls   integer,
    minimum_usd     numeric,
    per             text,
    severity        text        NOT NULL,
    channels        text[]      NOT NULL,
    remind_after_ms bigint,
    enabled         boolean     NOT NULL,
    created_at      timestamptz NOT NULL
);
COMMENT ON COLUMN alert_rule.team_id IS 'null: for everything';
COMMENT ON COLUMN alert_rule.channels IS 'by their names in alerts.yaml';

CREATE TABLE alert_rule_taken_over (name text PRIMARY KEY);
COMMENT ON TABLE alert_rule_taken_over IS 'rules of alerts.yaml that have been made here once: one that was deleted does not come back';

CREATE TABLE alert (
    id              uuid PRIMARY KEY,
    rule_id         uuid        REFERENCES alert_rule ON DELETE SET NULL,
    rule            text        NOT NULL,
    kind            text        NOT NULL,
    severity        text        NOT NULL,
    subject         text        NOT NULL,
    team_id         uuid,
    summary         text        NOT NULL,
    value           numeric,
    threshold       numeric,
    details         jsonb       NOT NULL,
    raised_at       timestamptz NOT NULL,
    seen_at         timestamptz NOT NULL,
    told_at         timestamptz NOT NULL,
    calm            integer     NOT NULL DEFAULT 0,
    reminders       integer     NOT NULL DEFAULT 0,
    resolved_at     timestamptz,
    acknowledged_at timestamptz,
    acknowledged_by text
);
COMMENT ON COLUMN alert.calm IS 'evaluations in a row that found nothing';

-- A rule has one open alert of a subject, whichever nodes look.
CREATE UNIQUE INDEX alert_open ON alert (rule_id, subject) WHERE resolved_at IS NULL;
CREATE INDEX alert_by_time ON alert (raised_at, id);
CREATE INDEX alert_by_team ON alert (team_id, raised_at, id);

CREATE TABLE alert_notification (
    id         uuid PRIMARY KEY,
    alert_id   uuid        NOT NULL REFERENCES alert ON DELETE CASCADE,
    channel    text        NOT NULL,
    transition text        NOT NULL CHECK (transition IN ('raised', 'reminder', 'resolved')),
    number     integer     NOT NULL,
    at         timestamptz NOT NULL,
    status     text        NOT NULL CHECK (status IN ('waiting', 'sending', 'sent', 'failed')),
    attempts   integer     NOT NULL,
    due_at     timestamptz NOT NULL,
    error      text,
    sent_at    timestamptz,
    UNIQUE (alert_id, channel, transition, number)
);
COMMENT ON COLUMN alert_notification.number IS 'of the reminder; 0 for what is told once';
COMMENT ON COLUMN alert_notification.due_at IS 'when it is tried (again); while it is being sent, when it is anybody''s again';

CREATE INDEX alert_notification_due ON alert_notification (due_at) WHERE status IN ('waiting', 'sending');

-- One node at a time evaluates.
CREATE TABLE alert_turn (
    one        boolean PRIMARY KEY DEFAULT true CHECK (one),
    node_id    uuid,
    began_at   timestamptz NOT NULL,
    busy_until timestamptz NOT NULL
);
INSERT INTO alert_turn (began_at, busy_until) VALUES ('-infinity', '-infinity');

CREATE TABLE breaker_report (
    node_id    uuid        NOT NULL,
    deployment text        NOT NULL,
    since      timestamptz NOT NULL,
    told_at    timestamptz NOT NULL,
    PRIMARY KEY (node_id, deployment)
);
COMMENT ON TABLE breaker_report IS 'breakers that are not closed, as each node tells of its own';

-- What was reached in windows that have ended stays to be seen; the others become alerts of the rule for budgets.
INSERT INTO alert (id, rule, kind, severity, subject, team_id, summary, value, threshold, details, raised_at, seen_at,
                   told_at, resolved_at)
SELECT a.id, 'Budgets', 'budget', 'warning', a.budget_id || '/' || a.period_start || '/' || a.percent, b.team_id,
       'The budget of the ' || b.scope || ' ' || coalesce(CASE b.scope WHEN 'organisation' THEN o.name WHEN 'team' THEN t.name
       WHEN 'key' THEN k.name ELSE b.feature END, '') || ' has reached ' || a.percent || ' %',
       CASE WHEN a.limit_usd > 0 THEN round(a.spent_usd * 100 / a.limit_usd, 6) END, a.percent,
       jsonb_build_object('budgetId', b.id, 'scope', b.scope, 'owner', CASE b.scope WHEN 'organisation' THEN o.name
       WHEN 'team' THEN t.name WHEN 'key' THEN k.name ELSE b.feature END, 'period', b.period, 'percent', a.percent,
       'spentUsd', trim_scale(a.spent_usd)::text, 'limitUsd', trim_scale(a.limit_usd)::text,
       'periodStart', to_char(a.period_start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')),
       a.at, a.at, a.at, p.period_end
  FROM budget_alert a
  JOIN budget b ON b.id = a.budget_id
  JOIN budget_period p ON p.budget_id = a.budget_id AND p.period_start = a.period_start
  JOIN organisation o ON o.id = b.organisation_id
  LEFT JOIN team t ON t.id = b.team_id
  LEFT JOIN api_key k ON k.id = b.key_id
 WHERE p.period_end <= clock_timestamp();
