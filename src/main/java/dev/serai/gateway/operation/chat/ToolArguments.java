package dev.serai.gateway.operation.chat;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * The rule for the arguments of a tool call: they are JSON text, and none at all are an
 * empty object. Callers and providers say "none" as an empty or blank text, as null, as
 * the text {@code null}, or by leaving the field out; some give the object itself instead
 * of its text. Text that is no valid JSON is the model's own and stays as it is.
 */
public final class ToolArguments {

	/** The arguments of a call that has none. */
	public static final String NONE = "{}";

	private ToolArguments() {
	}

	/** Whether a text stands for no arguments. */
	public static boolean areNone(String text) {
		return text.isBlank() || text.strip().equals("null");
	}

	/** The text, or an empty object where it stands for none. */
	public static String orNone(String text) {
		return areNone(text) ? NONE : text;
	}

	/**
	 * The text of arguments in whatever form they are given.
	 * @param given a text, an object, JSON's null, or nothing
	 */
	public static String of(@Nullable JsonNode given) {
		if (given == null || given.isMissingNode() || given.isNull()) {
			return NONE;
		}
		return given.isTextual() ? orNone(given.textValue()) : given.toString();
	}

}
