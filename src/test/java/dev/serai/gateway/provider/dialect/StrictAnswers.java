package dev.serai.gateway.provider.dialect;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Makes the simulator's answers those of one provider. */
interface StrictAnswers {

	/** Adds what the provider adds: reasoning, signatures, ids of its form. */
	void complete(Asked asked, ObjectNode answer, Issued issued);

	/** Returns the answer as a stream of events. */
	List<String> frames(Asked asked, ObjectNode answer);

	static StrictAnswers of(String provider) {
		return switch (provider) {
			case "anthropic" -> new AnthropicAnswers();
			case "gemini" -> new GeminiAnswers();
			default -> new OpenAiAnswers();
		};
	}

	/** Splits a text as a stream does. */
	static List<String> pieces(String text) {
		List<String> pieces = new ArrayList<>();
		for (int start = 0; start < text.length();) {
			int end = Math.min(start + 16, text.length());
			if (end < text.length() && Character.isLowSurrogate(text.charAt(end))) {
				end++;
			}
			pieces.add(text.substring(start, end));
			start = end;
		}
		return pieces;
	}

}
