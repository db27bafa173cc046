package dev.serai.gateway.guardrail;

/** What is done about a finding. */
public enum Mode {

	/** Nothing is looked for. */
	OFF,
	/** It is recorded. */
	SHADOW,
	/** It is replaced. */
	REDACT,
	/** The call ends. */
	BLOCK

}
