package dev.serai.guard;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.call.chat.ChatRequest;
import dev.serai.call.chat.ChatRequest.OutputFormat;
import dev.serai.call.chat.ChatRequest.Tool;
import org.jspecify.annotations.Nullable;

/**
 * Bounds of a request.
 *
 * @param messages the most messages
 * @param characters the most characters in all texts together
 * @param tools the most tools
 * @param schemaDepth the deepest that a tool's or the answer's schema may be nested
 */
record SizeCheck(int messages, int characters, int tools, int schemaDepth) implements RequestCheck {

	@Override
	public void look(ChatRequest request, Findings findings) {
		if (request.messages().size() > this.messages) {
			findings.add("messages");
		}
		if (request.tools().size() > this.tools) {
			findings.add("tools");
		}
		if (this.characters < Integer.MAX_VALUE && length(request) > this.characters) {
			findings.add("characters");
		}
		if (this.schemaDepth < Integer.MAX_VALUE && isTooDeep(request)) {
			findings.add("schema_depth");
		}
	}

	private static long length(ChatRequest request) {
		Length length = new Length();
		RequestTexts.of(request, length);
		return length.sum;
	}

	private boolean isTooDeep(ChatRequest request) {
		for (Tool tool : request.tools()) {
			if (isDeeper(tool.parameters(), this.schemaDepth)) {
				return true;
			}
		}
		return request.format() instanceof OutputFormat.JsonSchema schema
				&& isDeeper(schema.schema(), this.schemaDepth);
	}

	private static boolean isDeeper(@Nullable JsonNode node, int levels) {
		if (node == null || !node.isContainerNode()) {
			return false;
		}
		if (levels == 0) {
			return true;
		}
		for (JsonNode child : node) {
			if (isDeeper(child, levels - 1)) {
				return true;
			}
		}
		return false;
	}

	private static final class Length implements RequestTexts.Reader {

		private long sum;

		@Override
		public void text(String text) {
			this.sum += text.length();
		}

		@Override
		public void name(String name) {
			// Only what is said is counted.
		}

		@Override
		public void json(String text) {
			this.sum += text.length();
		}

	}

}
