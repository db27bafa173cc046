-- What guardrails found of late is looked up among the few calls in which they found something.
CREATE INDEX call_guarded ON call (at, team_id) WHERE guard_events IS NOT NULL;
