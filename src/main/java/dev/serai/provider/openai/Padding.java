package dev.serai.provider.openai;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Random text that OpenAI ({@code obfuscation}) and Mistral ({@code p}) add to chunks, so
 * that their length on the wire tells nothing of the answer. It ends at Serai, which
 * sends over a connection of its own.
 */
final class Padding {

	static final List<String> FIELDS = List.of("obfuscation", "p");

	private Padding() {
	}

	/**
	 * The chunk's text without its padding and otherwise unchanged.
	 * @param chunk the same, read
	 */
	static String without(String data, ObjectNode chunk) {
		String text = data;
		for (String field : FIELDS) {
			JsonNode padding = chunk.get(field);
			if (padding != null && padding.isTextual()) {
				text = without(text, '"' + field + "\":\"" + padding.textValue() + '"', chunk);
			}
		}
		return text;
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
		FIELDS.forEach(chunk::remove);
		return Json.text(chunk);
	}

}
