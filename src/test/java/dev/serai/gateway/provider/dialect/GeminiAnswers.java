package dev.serai.gateway.provider.dialect;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The answers of Gemini: thoughts, signatures of thoughts on the first call or the last
 * text, and calls without ids or with ids that begin anew in every turn.
 */
final class GeminiAnswers implements StrictAnswers {

	@Override
	public void complete(Asked asked, ObjectNode answer, Issued issued) {
		JsonNode candidate = answer.path("candidates").path(0);
		ArrayNode given = (ArrayNode) candidate.path("content").withArray("parts");
		ArrayNode parts = JsonNodeFactory.instance.arrayNode();
		boolean thinks = asked.isModel("gemini-(2\\.5|3).*");
		if (thinks
				&& asked.body().path("generationConfig").path("thinkingConfig").path("includeThoughts").asBoolean()) {
			parts.addObject().put("text", "**Thinking**\n" + asked.model() + " thinks.").put("thought", true);
		}
		boolean signed = !thinks;
		boolean ids = asked.body().path("contents").size() % 2 == 0;
		for (int i = 0; i < given.size(); i++) {
			ObjectNode part = (ObjectNode) given.get(i);
			if (part.has("functionCall") && ids) {
				((ObjectNode) part.path("functionCall")).put("id", "call_" + i);
			}
			if (!signed && (part.has("functionCall") || i == given.size() - 1)) {
				part.put("thoughtSignature", issued.sign("gemini", ""));
				signed = true;
			}
			parts.add(part);
		}
		((ObjectNode) candidate.path("content")).set("parts", parts);
	}

	@Override
	public List<String> frames(Asked asked, ObjectNode answer) {
		JsonNode parts = answer.path("candidates").path(0).path("content").path("parts");
		List<String> frames = new ArrayList<>();
		for (int i = 0; i < parts.size(); i++) {
			ObjectNode chunk = answer.deepCopy();
			ObjectNode candidate = (ObjectNode) chunk.path("candidates").path(0);
			((ObjectNode) candidate.path("content")).putArray("parts").add(parts.get(i));
			if (i < parts.size() - 1) {
				candidate.remove("finishReason");
			}
			frames.add("data: " + chunk + "\r\n\r\n");
		}
		return frames.isEmpty() ? List.of("data: " + answer + "\r\n\r\n") : frames;
	}

}
