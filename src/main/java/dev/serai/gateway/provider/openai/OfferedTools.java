package dev.serai.gateway.provider.openai;

import java.util.List;

import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.operation.chat.ChatRequest.Tool;

/**
 * The tools that a request offers to the model. Their names show whether a name that came
 * so far may still go on.
 */
record OfferedTools(List<Tool> tools) {

	/** Nothing is known of the request. */
	static final OfferedTools UNKNOWN = new OfferedTools(List.of());

	static OfferedTools of(ChatRequest asked) {
		return new OfferedTools(asked.tools());
	}

	/** Whether a name is no tool's, but the beginning of one. */
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
