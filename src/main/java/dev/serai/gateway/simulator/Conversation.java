package dev.serai.gateway.simulator;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A request in a neutral form.
 *
 * @param model the name in the request
 * @param lastText the text of the last turn: the user's, or a tool's result
 * @param toolAnswered whether the last turn is a tool's
 * @param promptCharacters the length of all text in the request
 * @param tools the tools that may be called
 * @param toolUse whether the model may or must call tools
 * @param namedTool the only tool that may be called; null when any may
 * @param format the form of the answer
 * @param schema the schema of a JSON answer; null when any object is valid
 * @param maxTokens the most tokens to answer
 * @param choices the number of answers
 * @param stream whether to stream the answer
 * @param includeUsage whether a stream is to report usage, where that is optional
 */
record Conversation(String model, String lastText, boolean toolAnswered, int promptCharacters, List<Tool> tools,
		ToolUse toolUse, @Nullable String namedTool, Format format, @Nullable JsonNode schema, int maxTokens,
		int choices, boolean stream, boolean includeUsage) {

	/**
	 * A tool in the request.
	 *
	 * @param parameters its JSON schema; a missing node when it takes none
	 */
	record Tool(String name, JsonNode parameters) {
	}

	/** Whether the model may or must call tools. */
	enum ToolUse {

		NEVER, AT_WILL, ONE_AT_WILL, REQUIRED

	}

	/** The form of the answer. */
	enum Format {

		TEXT, JSON

	}

}
