package dev.serai.gateway.guardrail;

/** What a guardrail does with a finding. */
public enum Mode {

	/** Not checked. */
	OFF,
	/** Recorded only. */
	SHADOW,
	/** Replaced by a placeholder. */
	REDACT,
	/** The call is ended with an error. */
	BLOCK

}
