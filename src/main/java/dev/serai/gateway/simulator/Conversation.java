package dev.serai.gateway.simulator;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for, in no provider's words.
 *
 * @param model as the request names it
 * @param lastText the text of the last turn: the user's, or what a tool gave back
 * @param toolAnswered whether the last turn is a tool's
 * @param promptCharacters the length of all text that was sent
 * @param tools what may be called
 * @param toolUse how free the model is to call
 * @param namedTool the only tool that may be called; null when any may
 * @param format the form of the answer
 * @param schema what a JSON answer must fit; null when any object will do
 * @param maxTokens the most to answer
 * @param choices how many answers
 * @param stream whether to answer piece by piece
 * @param includeUsage whether a stream is to tell what was used, where that is a choice
 */
record Conversation(String model, String lastText, boolean toolAnswered, int promptCharacters, List<Tool> tools,
		ToolUse toolUse, @Nullable String namedTool, Format format, @Nullable JsonNode schema, int maxTokens,
		int choices, boolean stream, boolean includeUsage) {

	/**
	 * A tool on offer.
	 *
	 * @param parameters its JSON schema; a missing node when it takes none
	 */
	record Tool(String name, JsonNode parameters) {
	}

	/** How free the model is to call a tool. */
	enum ToolUse {

		NEVER, AT_WILL, ONE_AT_WILL, REQUIRED

	}

	/** The form of the answer. */
	enum Format {

		TEXT, JSON

	}

}
