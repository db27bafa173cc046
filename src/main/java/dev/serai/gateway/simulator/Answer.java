package dev.serai.gateway.simulator;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The answer of the simulated model.
 *
 * @param id unique, without any provider's prefix
 * @param at when it was created
 * @param pieces the text, one token each; empty when it only calls tools
 * @param calls the tools that it calls
 * @param cut whether the limit of tokens ended it
 * @param promptTokens the tokens of the request
 * @param tokens the tokens of the answer, tool calls included
 */
record Answer(String id, Instant at, List<String> pieces, List<Call> calls, boolean cut, int promptTokens, int tokens) {

	String text() {
		return String.join("", this.pieces);
	}

	/**
	 * A tool call.
	 *
	 * @param id unique, without any provider's prefix
	 */
	record Call(String id, String name, JsonNode arguments) {
	}

}
