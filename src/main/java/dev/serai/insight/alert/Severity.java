package dev.serai.insight.alert;

/** How much it matters. */
public enum Severity {

	/** Good to know. */
	INFO,
	/** Should be looked at soon. */
	WARNING,
	/** Should be looked at now. */
	CRITICAL

}
