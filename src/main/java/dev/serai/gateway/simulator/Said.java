package dev.serai.gateway.simulator;

import com.fasterxml.jackson.databind.JsonNode;

/** Collects the turns of a request. One per request. */
final class Said {

	private String last = "";

	private boolean byTool;

	private int characters;

	/** Adds text that is not a turn: the system's. */
	void aside(JsonNode content) {
		this.characters += text(content).length();
	}

	void turn(JsonNode content, boolean byTool) {
		this.last = text(content);
		this.byTool = byTool;
		this.characters += this.last.length();
	}

	String last() {
		return this.last;
	}

	boolean byTool() {
		return this.byTool;
	}

	int characters() {
		return this.characters;
	}

	/** Returns the text in any protocol's form of content. */
	private static String text(JsonNode content) {
		if (content.isTextual()) {
			return content.asText();
		}
		if (content.has("text")) {
			return content.get("text").asText();
		}
		for (String holder : new String[] { "parts", "content" }) {
			if (content.has(holder)) {
				return text(content.get(holder));
			}
		}
		if (content.has("functionResponse")) {
			return content.get("functionResponse").path("response").toString();
		}
		StringBuilder texts = new StringBuilder();
		if (content.isArray()) {
			for (JsonNode part : content) {
				String text = text(part);
				texts.append((texts.isEmpty() || text.isEmpty()) ? "" : "\n").append(text);
			}
		}
		return texts.toString();
	}

}
