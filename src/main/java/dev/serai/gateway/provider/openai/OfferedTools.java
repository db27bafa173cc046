package dev.serai.gateway.provider.openai;

import java.util.List;

import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.operation.chat.ChatRequest.Tool;

/**
 * The tools of a request. Their names show whether a partly received name may still grow.
 */
record OfferedTools(List<Tool> tools) {

	/** The request is not known. */
	static final OfferedTools UNKNOWN = new OfferedTools(List.of());

	static OfferedTools of(ChatRequest asked) {
		return new OfferedTools(asked.tools());
	}

	/** Returns whether a name is not a tool's, but the beginning of one. */
	boolean mayGoOn(String name) {
		boolean beginning = false;
		for (Tool tool : this.tools) {
			if (tool.name().equals(name)) {
				return false;
			}
			beginning |= tool.name().startsWith(name);
		}
		return beginning;
	}

}
