package dev.serai.gateway.operation;

/** Replaces the texts of a request. */
public interface TextEditor {

	String text(String text);

	/** Returns the replacement of a property's name. */
	default String name(String name) {
		return text(name);
	}

	/** Returns the replacement of a text that should hold JSON. */
	String json(String text);

}
