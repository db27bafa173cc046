package dev.serai.gateway.operation;

/** What a call asks a model to do. */
public enum Operation {

	/** To answer a conversation. */
	CHAT

}
