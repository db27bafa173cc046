package dev.serai.insight.alert;

/** The scope of one measurement; a rule has a separate alert for each. */
public enum Per {

	/** One total of all calls that the rule covers. */
	TOTAL,
	/** Each team. */
	TEAM,
	/** Each provider, measured by attempts: a failover does not hide a failure. */
	PROVIDER,
	/** Each model, measured by attempts. */
	MODEL,
	/** Each model at each provider, measured by attempts. */
	DEPLOYMENT

}
