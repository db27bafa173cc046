package dev.serai.insight.alert;

/** What a rule measures one by one, each with an alert of its own. */
public enum Per {

	/** Everything that the rule is for, together. */
	TOTAL,
	/** Each team. */
	TEAM,
	/** Each provider, by what was asked of it: a failover does not hide its failure. */
	PROVIDER,
	/** Each model, likewise. */
	MODEL,
	/** Each model at each provider, likewise. */
	DEPLOYMENT

}
