-- How much may be spent: limits, what was spent of them, and what nodes have taken to spend.

CREATE TABLE budget (
    id              uuid PRIMARY KEY,
    scope           text        NOT NULL CHECK (scope IN ('organisation', 'team', 'key', 'feature')),
    organisation_id uuid        NOT NULL REFERENCES organisation ON DELETE CASCADE,
    team_id         uuid        REFERENCES team ON DELETE CASCADE,
    key_id          uuid        REFERENCES api_key ON DELETE CASCADE,
    feature         text,
    period          text        NOT NULL CHECK (period IN ('day', 'week', 'month', 'total')),
    limit_usd       numeric     NOT NULL CHECK (limit_usd >= 0),
    soft_percent    integer[]   NOT NULL,
    hard            boolean     NOT NULL,
    created_at      timestamptz NOT NULL,
    UNIQUE NULLS NOT DISTINCT (scope, organisation_id, team_id, key_id, feature, period)
);
COMMENT ON COLUMN budget.team_id IS 'null for an organisation''s budget';
COMMENT ON COLUMN budget.soft_percent IS 'an alert is raised once so much of the limit has been spent';
COMMENT ON COLUMN budget.hard IS 'whether calls are refused that could exceed the limit';

CREATE INDEX budget_by_team ON budget (team_id);
CREATE INDEX budget_by_key ON budget (key_id);

-- Nodes look here every two seconds for whether to read the budgets anew.
CREATE TABLE budget_version (version bigint NOT NULL);
INSERT INTO budget_version VALUES (0);

-- Equal to the ledger's sum over its window from its first moment on: see the function open_budget_period.
CREATE TABLE budget_period (
    budget_id    uuid        NOT NULL REFERENCES budget ON DELETE CASCADE,
    period_start timestamptz NOT NULL,
    period_end   timestamptz NOT NULL,
    spent_usd    numeric     NOT NULL,
    PRIMARY KEY (budget_id, period_start)
) WITH (fillfactor = 70);
COMMENT ON COLUMN budget_period.spent_usd IS 'by calls received in the window, as far as they are in the ledger';

CREATE TABLE budget_lease (
    id           uuid PRIMARY KEY,
    budget_id    uuid        NOT NULL,
    period_start timestamptz NOT NULL,
    node_id      uuid        NOT NULL,
    run_id       uuid        NOT NULL,
    amount_usd   numeric     NOT NULL,
    expires_at   timestamptz NOT NULL,
    FOREIGN KEY (budget_id, period_start) REFERENCES budget_period ON DELETE CASCADE
) WITH (fillfactor = 50);
COMMENT ON TABLE budget_lease IS 'what a node may spend without asking, what its calls under way may cost, and what they did cost until that is in the ledger';
COMMENT ON COLUMN budget_lease.run_id IS 'one start of the node: what an earlier one left behind is nobody''s';

CREATE INDEX budget_lease_by_period ON budget_lease (budget_id, period_start);
CREATE INDEX budget_lease_by_run ON budget_lease (run_id);

CREATE TABLE budget_alert (
    id           uuid PRIMARY KEY,
    budget_id    uuid        NOT NULL REFERENCES budget ON DELETE CASCADE,
    period_start timestamptz NOT NULL,
    percent      integer     NOT NULL,
    spent_usd    numeric     NOT NULL,
    limit_usd    numeric     NOT NULL,
    at           timestamptz NOT NULL,
    UNIQUE (budget_id, period_start, percent)
);
CREATE INDEX budget_alert_by_time ON budget_alert (at);

-- Begins to count for a window, with what the ledger holds of it already. Appends to the ledger hold the same lock
-- shared: each is either in this sum, or sees the row and adds to it.
CREATE FUNCTION open_budget_period(of_budget uuid, window_start timestamptz, window_end timestamptz) RETURNS void LANGUAGE plpgsql AS
$$
DECLARE
    b budget%ROWTYPE;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('budget_period'));
    -- Whoever waited for the lock may find it done; to sum everything again would hold up the ledger.
    IF EXISTS (SELECT FROM budget_period AS p WHERE p.budget_id = of_budget AND p.period_start = window_start) THEN
        RETURN;
    END IF;
    SELECT * INTO b FROM budget AS t WHERE t.id = of_budget;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    INSERT INTO budget_period (budget_id, period_start, period_end, spent_usd)
    SELECT b.id, window_start, window_end, coalesce(sum(c.cost_usd), 0)
      FROM call c
     WHERE c.at >= window_start AND c.at < window_end
       AND CASE b.scope
           WHEN 'organisation' THEN c.organisation_id = b.organisation_id
           WHEN 'team' THEN c.team_id = b.team_id
           WHEN 'key' THEN c.key_id = b.key_id
           ELSE c.team_id = b.team_id AND c.feature = b.feature
           END
    ON CONFLICT DO NOTHING;
END
$$;
