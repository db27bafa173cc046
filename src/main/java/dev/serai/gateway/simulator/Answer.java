package dev.serai.gateway.simulator;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the simulated model says.
 *
 * @param id unique, without any provider's prefix
 * @param at when it was made
 * @param pieces the text, a token each; empty when it only calls tools
 * @param calls the tools that it calls
 * @param cut whether the limit of tokens ended it
 * @param promptTokens how much was asked
 * @param tokens how much was answered, tool calls included
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
