package dev.serai.gateway.operation;

/** Says what the texts of a request become. */
public interface TextEditor {

	String text(String text);

	/** The name of a property. */
	default String name(String name) {
		return text(name);
	}

	/** A text that should hold JSON. */
	String json(String text);

}
