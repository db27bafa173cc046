package dev.serai.insight.alert;

/** What is told of an alert. */
public enum Transition {

	/** It is there. */
	RAISED,
	/** It is still there, and nobody has acknowledged it. */
	REMINDER,
	/** It is over. */
	RESOLVED

}
