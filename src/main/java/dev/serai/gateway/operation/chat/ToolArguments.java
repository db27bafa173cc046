package dev.serai.gateway.operation.chat;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Normalises the arguments of a tool call to JSON text; no arguments are an empty object.
 * Callers and providers express "no arguments" as an empty or blank text, as null, as the
 * text {@code null}, or by omitting the field; some send the object itself instead of its
 * text. Text that is not valid JSON was written by the model and stays unchanged.
 */
public final class ToolArguments {

	/** The arguments of a call that has none. */
	public static final String NONE = "{}";

	/**
	 * The field that holds arguments which are no JSON object, for providers that require
	 * one.
	 */
	public static final String UNREADABLE = "unreadable_arguments";

	private ToolArguments() {
	}

	/** Returns whether a text means no arguments. */
	public static boolean areNone(String text) {
		return text.isBlank() || text.strip().equals("null");
	}

	/** Returns the text, or an empty object where it means no arguments. */
	public static String orNone(String text) {
		return areNone(text) ? NONE : text;
	}

	/**
	 * Returns the text of arguments in any form.
	 * @param given a text, an object, JSON's null, or nothing
	 */
	public static String of(@Nullable JsonNode given) {
		if (given == null || given.isMissingNode() || given.isNull()) {
			return NONE;
		}
		return given.isTextual() ? orNone(given.textValue()) : given.toString();
	}

}
