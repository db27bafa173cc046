package dev.serai.gateway.provider.dialect;

/** What one provider refuses. */
@FunctionalInterface
interface StrictRules {

	/**
	 * Looks through a request.
	 * @throws Refused when the provider refuses it, as the provider says it
	 */
	void check(Asked asked, Issued issued);

	/** Returns the rules of a shipped provider. */
	static StrictRules of(String provider) {
		return switch (provider) {
			case "openai" -> new OpenAiRules();
			case "anthropic" -> new AnthropicRules();
			case "gemini" -> new GeminiRules();
			case "mistral" -> new MistralRules();
			case "cohere" -> CohereRules::check;
			case "groq" -> GroqRules::check;
			case "deepseek" -> DeepSeekRules::check;
			case "xai" -> XaiRules::check;
			case "perplexity" -> PerplexityRules::check;
			case "openrouter" -> OpenModelRules::openrouter;
			case "ollama" -> OpenModelRules::ollama;
			case "vllm" -> OpenModelRules::vllm;
			case "together" -> OpenModelRules::together;
			default -> throw new IllegalArgumentException(provider);
		};
	}

}
