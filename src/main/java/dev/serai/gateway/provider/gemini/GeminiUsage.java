package dev.serai.gateway.provider.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.gateway.operation.TokenClass;
import dev.serai.gateway.operation.Usage;
import dev.serai.gateway.operation.UsageMark;
import dev.serai.gateway.provider.UsageFigures;

/**
 * Converts Gemini's usageMetadata to disjoint classes. The prompt's count includes cached
 * tokens and every modality; thoughts and the prompts of Gemini's own tools are counted
 * separately. Images, video and documents cost what text costs, so they are plain input.
 */
final class GeminiUsage {

	private GeminiUsage() {
	}

	static Usage of(JsonNode metadata) {
		UsageFigures figures = new UsageFigures();
		long prompt = figures.input(metadata.path("promptTokenCount"));
		long cached = figures.detail(metadata.path("cachedContentTokenCount"));
		long audio = Math.max(0, tokens(figures, metadata, "promptTokensDetails", "AUDIO")
				- tokens(figures, metadata, "cacheTokensDetails", "AUDIO"));
		long answer = figures.output(metadata.path("candidatesTokenCount"));
		long thoughts = figures.output(metadata.path("thoughtsTokenCount"));
		if (answer == 0 && thoughts > 0 && !figures.has(UsageMark.OUTPUT_INVALID)) {
			// Thoughts without output tokens: the figure of the answer is missing.
			figures.mark(UsageMark.OUTPUT_MISSING);
		}
		long audioAnswer = tokens(figures, metadata, "candidatesTokensDetails", "AUDIO");
		long imageAnswer = tokens(figures, metadata, "candidatesTokensDetails", "IMAGE");
		return figures.marked(Usage.builder()
			.add(TokenClass.INPUT, prompt - cached - audio)
			.add(TokenClass.INPUT, figures.input(metadata.path("toolUsePromptTokenCount")))
			.add(TokenClass.CACHE_READ, cached)
			.add(TokenClass.AUDIO_INPUT, audio)
			.add(TokenClass.OUTPUT, answer - audioAnswer - imageAnswer)
			.add(TokenClass.AUDIO_OUTPUT, audioAnswer)
			.add(TokenClass.IMAGE_OUTPUT, imageAnswer)
			.add(TokenClass.REASONING, thoughts)
			.build());
	}

	private static long tokens(UsageFigures figures, JsonNode metadata, String details, String modality) {
		long tokens = 0;
		for (JsonNode detail : metadata.path(details)) {
			if (modality.equals(detail.path("modality").asText(""))) {
				tokens += figures.detail(detail.path("tokenCount"));
			}
		}
		return tokens;
	}

}
