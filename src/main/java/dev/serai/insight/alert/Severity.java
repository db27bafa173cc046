package dev.serai.insight.alert;

/** The severity of an alert. */
public enum Severity {

	/** For information. */
	INFO,
	/** Needs attention soon. */
	WARNING,
	/** Needs attention now. */
	CRITICAL

}
