package dev.serai.gateway.provider.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A request that a provider refuses, and its smallest correction. Requests are written
 * without what does not matter: {@code {stop: ['.']}} is a chat with one message that
 * sets {@code stop}.
 *
 * @param provider the provider that refuses
 * @param model the model, without its vendor
 * @param text part of the provider's error
 * @param refused the fields of the request that is refused
 * @param accepted the fields of the corrected request
 * @param gateway what Serai does with the request when a caller sends it
 */
record Refusal(String provider, String model, String text, String refused, String accepted, Outcome gateway) {

	private static final JsonMapper LENIENT = JsonMapper.builder()
		.enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
		.enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
		.build();

	/** What Serai does with a request that a provider would refuse as it stands. */
	enum Outcome {

		/** It is sent in a form that the provider accepts. */
		ADAPTED,
		/** The deployment is not called, and the caller is told why. */
		EXCLUDED,
		/**
		 * It is no valid chat for any provider, or of a form that callers cannot send.
		 */
		FAULT

	}

	String refusedBody() {
		return body(this.refused);
	}

	String acceptedBody() {
		return body(this.accepted);
	}

	/** Returns the request in the format of OpenAI for a gateway. */
	ObjectNode asCaller() {
		ObjectNode body = read("{messages: [{role: 'user', content: 'Hi, answer in JSON.'}]}");
		body.setAll(read(this.refused));
		if (!body.has("max_tokens")) {
			body.put("max_completion_tokens", 2000);
		}
		return body.put("model", this.provider + "/" + this.model);
	}

	private String body(String fields) {
		String base = switch (this.provider) {
			case "anthropic" -> "{messages: [{role: 'user', content: 'Hi'}], max_tokens: 2000}";
			case "gemini" -> "{contents: [{role: 'user', parts: [{text: 'Hi'}]}]}";
			default -> "{messages: [{role: 'user', content: 'Hi'}]}";
		};
		ObjectNode body = read(base);
		body.setAll(read(fields));
		if (!this.provider.equals("gemini")) {
			body.put("model", this.model);
		}
		return body.toString();
	}

	static ObjectNode read(String lenient) {
		try {
			return (ObjectNode) LENIENT.readTree(lenient);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalArgumentException(lenient, ex);
		}
	}

	@Override
	public String toString() {
		return this.provider + "/" + this.model + ": " + this.text;
	}

}
