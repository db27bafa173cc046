package dev.serai.analytics;

/** What spend can be told apart by. */
public enum SpendKind {

	TEAM, PROVIDER, MODEL, FEATURE

}
