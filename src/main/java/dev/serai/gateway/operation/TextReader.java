package dev.serai.gateway.operation;

/** Receives the texts of a request that the caller has written. */
public interface TextReader {

	void text(String text);

	/** The name of a property. */
	default void name(String name) {
		text(name);
	}

	/** A text that should hold JSON. */
	void json(String text);

}
