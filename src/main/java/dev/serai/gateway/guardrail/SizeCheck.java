package dev.serai.gateway.guardrail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.gateway.call.Call;
import dev.serai.gateway.operation.RequestSize;
import dev.serai.gateway.operation.TextReader;

/**
 * Limits the size of a request.
 *
 * @param messages the most messages
 * @param characters the most characters in all texts together
 * @param tools the most tools
 * @param schemaDepth the deepest nesting of a tool's or the answer's schema
 */
record SizeCheck(int messages, int characters, int tools, int schemaDepth) implements RequestCheck {

	@Override
	public void look(Call call, Findings findings) {
		RequestSize size = call.request().size();
		if (size.messages() > this.messages) {
			findings.add("messages");
		}
		if (size.tools() > this.tools) {
			findings.add("tools");
		}
		if (this.characters < Integer.MAX_VALUE && length(call) > this.characters) {
			findings.add("characters");
		}
		if (this.schemaDepth < Integer.MAX_VALUE && isTooDeep(size)) {
			findings.add("schema_depth");
		}
	}

	private static long length(Call call) {
		Length length = new Length();
		call.format().texts(call.request(), length);
		return length.sum;
	}

	private boolean isTooDeep(RequestSize size) {
		for (JsonNode schema : size.schemas()) {
			if (isDeeper(schema, this.schemaDepth)) {
				return true;
			}
		}
		return false;
	}

	private static boolean isDeeper(JsonNode node, int levels) {
		if (!node.isContainerNode()) {
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

	private static final class Length implements TextReader {

		private long sum;

		@Override
		public void text(String text) {
			this.sum += text.length();
		}

		@Override
		public void name(String name) {
			// Only texts are counted.
		}

		@Override
		public void json(String text) {
			this.sum += text.length();
		}

	}

}
