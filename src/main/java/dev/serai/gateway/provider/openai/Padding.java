package dev.serai.gateway.provider.openai;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What ends at Serai of a chunk that is passed on: random text that OpenAI
 * ({@code obfuscation}) and Mistral ({@code p}) add, so that the length on the wire tells
 * nothing of the answer; and a {@code usage} that is null, because Serai asked for usage
 * whether the caller did or not.
 */
final class Padding {

	private static final List<String> FIELDS = List.of("obfuscation", "p");

	private static final String USAGE = "usage";

	private static final String NO_USAGE = "\"usage\":null";

	private Padding() {
	}

	/**
	 * The chunk's text without its padding and otherwise unchanged.
	 * @param chunk the same, read; its usage, if there, is null
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

	/** The chunk with what has been changed in it, without its padding. */
	static String rewritten(ObjectNode chunk) {
		FIELDS.forEach(chunk::remove);
		chunk.remove(USAGE);
		return Json.text(chunk);
	}

	/**
	 * Cuts a member out as it is written without spaces; a quote within a text would be
	 * escaped, so it is found nowhere else.
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
