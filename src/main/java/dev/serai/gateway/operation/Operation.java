package dev.serai.gateway.operation;

import java.util.Locale;

/** What a call asks a model to do. */
public enum Operation {

	/** To answer a conversation. */
	CHAT(true),
	/** To make a vector of each of some texts. */
	EMBEDDING(false),
	/** To go on from a text. Models that chat do it, too. */
	COMPLETION(true);

	private final boolean writes;

	Operation(boolean writes) {
		this.writes = writes;
	}

	/** The name in the configuration and in records: {@code chat}. */
	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** Whether the model writes its answer token by token, up to a limit. */
	public boolean writes() {
		return this.writes;
	}

}
