package dev.serai.provider.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.call.TokenClass;
import dev.serai.call.Usage;

/**
 * Gemini's usageMetadata, made disjoint. The prompt's count includes what was cached and
 * every modality; thoughts and the prompts of Gemini's own tools are counted beside it.
 * Images, video and documents cost what text costs, so they are plain input.
 */
final class GeminiUsage {

	private GeminiUsage() {
	}

	static Usage of(JsonNode metadata) {
		long prompt = metadata.path("promptTokenCount").asLong();
		long cached = metadata.path("cachedContentTokenCount").asLong();
		long audio = Math.max(0,
				tokens(metadata, "promptTokensDetails", "AUDIO") - tokens(metadata, "cacheTokensDetails", "AUDIO"));
		long answer = metadata.path("candidatesTokenCount").asLong();
		long audioAnswer = tokens(metadata, "candidatesTokensDetails", "AUDIO");
		long imageAnswer = tokens(metadata, "candidatesTokensDetails", "IMAGE");
		return Usage.builder()
			.add(TokenClass.INPUT, prompt - cached - audio)
			.add(TokenClass.INPUT, metadata.path("toolUsePromptTokenCount").asLong())
			.add(TokenClass.CACHE_READ, cached)
			.add(TokenClass.AUDIO_INPUT, audio)
			.add(TokenClass.OUTPUT, answer - audioAnswer - imageAnswer)
			.add(TokenClass.AUDIO_OUTPUT, audioAnswer)
			.add(TokenClass.IMAGE_OUTPUT, imageAnswer)
			.add(TokenClass.REASONING, metadata.path("thoughtsTokenCount").asLong())
			.build();
	}

	private static long tokens(JsonNode metadata, String details, String modality) {
		long tokens = 0;
		for (JsonNode detail : metadata.path(details)) {
			if (modality.equals(detail.path("modality").asText(""))) {
				tokens += detail.path("tokenCount").asLong();
			}
		}
		return tokens;
	}

}
