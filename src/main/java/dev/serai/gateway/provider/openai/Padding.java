package dev.serai.gateway.provider.openai;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Removes what is not passed on from a chunk: random text that OpenAI ({@code
 * obfuscation}) and Mistral ({@code p}) add to hide the answer's length on the wire; and
 * a {@code usage} of null, which is there because Serai always asks for usage.
 */
final class Padding {

	private static final List<String> FIELDS = List.of("obfuscation", "p");

	private static final String USAGE = "usage";

	private static final String NO_USAGE = "\"usage\":null";

	private Padding() {
	}

	/**
	 * Returns the chunk's text without its padding and otherwise unchanged.
	 * @param chunk the same, parsed; its usage, if there, is null
	 */
	static String without(String data, ObjectNode chunk) {
		String text = data;
		for (String field : FIELDS) {
			JsonNode padding = chunk.get(field);
			if (padding != null && padding.isTextual()) {
				text = without(text, '"' + field + "\":\"" + padding.textValue() + '"', chunk);
			}
		}
		return chunk.has(USAGE) ? without(text, NO_USAGE, chunk) : text;
	}

	/** Returns the changed chunk without its padding. */
	static String rewritten(ObjectNode chunk) {
		FIELDS.forEach(chunk::remove);
		chunk.remove(USAGE);
		return Json.text(chunk);
	}

	/**
	 * Cuts a member out that is written without spaces; a quote within a text would be
	 * escaped, so nothing else matches.
	 */
	private static String without(String text, String member, ObjectNode chunk) {
		int start = text.lastIndexOf(member);
		int end = start + member.length();
		if (start > 0 && text.charAt(start - 1) == ',') {
			return text.substring(0, start - 1) + text.substring(end);
		}
		if (start > 0 && end < text.length() && text.charAt(end) == ',') {
			return text.substring(0, start) + text.substring(end + 1);
		}
		return rewritten(chunk);
	}

}
