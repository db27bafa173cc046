package dev.serai.gateway.operation;

import java.util.Locale;

/** The kind of work that a call asks of a model. */
public enum Operation {

	/** Answer a conversation. */
	CHAT(true),
	/** Compute an embedding vector for each of some texts. */
	EMBEDDING(false),
	/** Continue a text. Chat models do it, too. */
	COMPLETION(true);

	private final boolean writes;

	Operation(boolean writes) {
		this.writes = writes;
	}

	/**
	 * Returns the name in the configuration and in records, for instance {@code chat}.
	 */
	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** Returns whether the model generates tokens, up to a limit. */
	public boolean writes() {
		return this.writes;
	}

}
