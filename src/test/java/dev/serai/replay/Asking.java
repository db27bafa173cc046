package dev.serai.replay;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.replay.Said.Choice;
import dev.serai.replay.Said.ToolCall;

/** Makes the request of a caller, in OpenAI's form, that a recorded answer answers. */
final class Asking {

	private Asking() {
	}

	/** The recorded request itself where it has this form, else a plain one. */
	static ObjectNode of(Recording recording, boolean includeUsage) {
		ObjectNode request = (recording.protocol().equals("openai") && recording.request().isObject())
				? recording.request().deepCopy() : plain(recording);
		request.remove("stream_options");
		request.put("stream", recording.stream());
		if (recording.stream() && includeUsage) {
			request.putObject("stream_options").put("include_usage", true);
		}
		return request;
	}

	private static ObjectNode plain(Recording recording) {
		ObjectNode request = Recording.JSON.createObjectNode();
		request.putArray("messages").addObject().put("role", "user").put("content", "Hello");
		request.put("max_tokens", 8000);
		Expectation expected = Expectation.of(recording);
		for (Choice choice : expected.choices().values()) {
			if (!choice.calls().isEmpty()) {
				offer(choice, request.putArray("tools"));
			}
			if (!choice.reasoning().isEmpty()) {
				request.put("reasoning_effort", "low");
			}
		}
		return request;
	}

	private static void offer(Choice choice, ArrayNode tools) {
		for (String name : choice.calls().stream().map(ToolCall::name).distinct().toList()) {
			ObjectNode function = tools.addObject().put("type", "function").putObject("function");
			function.put("name", name).putObject("parameters").put("type", "object").putObject("properties");
		}
	}

}
