package dev.serai.gateway.operation.completion;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.gateway.operation.Digest;
import dev.serai.gateway.operation.InputMeter;
import dev.serai.gateway.operation.Operation;
import dev.serai.gateway.operation.TextInput;
import dev.serai.gateway.operation.TextRequest;
import dev.serai.gateway.operation.chat.ChatRequest.Sampling;
import org.jspecify.annotations.Nullable;

/**
 * A request to continue texts.
 *
 * @param prompts at least one; each gets {@code each} answers
 * @param suffix the text after the answer; null when there is none
 * @param maxOutputTokens the most tokens of one answer
 * @param each the number of answers to each prompt, 1 or more
 * @param bestOf how many answers are generated to return the best; null when no more than
 * returned
 * @param echo whether an answer begins with its prompt
 * @param logprobs how many likely tokens to report with their probabilities; null for
 * none
 * @param extras fields without a neutral meaning, by name
 */
public record CompletionRequest(String model, List<TextInput> prompts, @Nullable String suffix, Sampling sampling,
		Integer maxOutputTokens, int each, @Nullable Integer bestOf, boolean echo, @Nullable Integer logprobs,
		boolean stream, boolean includeUsage, @Nullable String user,
		Map<String, JsonNode> extras) implements TextRequest {

	/** The name of OpenAI's format, which most other providers use, too. */
	public static final String OPENAI_FORMAT = "openai-completions";

	@Override
	public Operation operation() {
		return Operation.COMPLETION;
	}

	@Override
	public CompletionRequest withMaxOutputTokens(int most) {
		return new CompletionRequest(this.model, this.prompts, this.suffix, this.sampling, most, this.each, this.bestOf,
				this.echo, this.logprobs, this.stream, this.includeUsage, this.user, this.extras);
	}

	@Override
	public List<TextInput> texts() {
		return this.prompts;
	}

	/** All generated answers are billed. */
	@Override
	public int choices() {
		int made = (this.bestOf != null) ? Math.max(this.bestOf, this.each) : this.each;
		return made * this.prompts.size();
	}

	@Override
	public void measure(InputMeter meter) {
		TextRequest.super.measure(meter);
		if (this.suffix != null) {
			meter.text(this.suffix);
		}
	}

	@Override
	public void identify(Digest key) {
		key.text(this.model).list(this.prompts, prompt -> prompt.identify(key)).text(this.suffix);
		key.real(this.sampling.temperature()).real(this.sampling.topP()).real(this.sampling.presencePenalty());
		key.real(this.sampling.frequencyPenalty()).list(this.sampling.stop(), key::text);
		Long seed = this.sampling.seed();
		key.whole(seed).whole(this.maxOutputTokens).whole(this.each).whole(this.bestOf);
		key.bool(this.echo).whole(this.logprobs).text(this.user);
		key.list(new TreeMap<>(this.extras).entrySet(), extra -> key.text(extra.getKey()).json(extra.getValue()));
		// Unknown fields and probabilities require an answer of the same form (streamed
		// or not).
		key.bool((this.extras.isEmpty() && this.logprobs == null) ? null : this.stream);
	}

}
