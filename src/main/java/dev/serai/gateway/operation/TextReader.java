package dev.serai.gateway.operation;

/** Is shown the texts of a request that a caller has written. */
public interface TextReader {

	void text(String text);

	/** The name of a property. */
	default void name(String name) {
		text(name);
	}

	/** A text that should hold JSON. */
	void json(String text);

}
