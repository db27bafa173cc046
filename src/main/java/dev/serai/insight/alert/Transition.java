package dev.serai.insight.alert;

/** The event that a notification reports. */
public enum Transition {

	/** The alert was raised. */
	RAISED,
	/** The alert is still open and not acknowledged. */
	REMINDER,
	/** The alert was resolved. */
	RESOLVED

}
