package dev.serai.gateway.provider.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.operation.Format;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.TextInput;
import dev.serai.gateway.operation.Usage;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.operation.chat.ChatEvent.FinishReason;
import dev.serai.gateway.operation.chat.ChatRequest.Sampling;
import dev.serai.gateway.operation.completion.CompletionRequest;
import dev.serai.gateway.provider.PassingCodec;
import dev.serai.gateway.provider.PassingDecoder;
import dev.serai.gateway.provider.WireProtocol.Unmappable;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's completions, which its instruct models and many servers of open models offer.
 * Bytes are passed on as in chats.
 */
public final class OpenAiCompletions implements PassingCodec<CompletionRequest> {

	@Override
	public boolean passes(Format format) {
		return format.name().equals(CompletionRequest.OPENAI_FORMAT);
	}

	@Override
	public Optional<Unmappable> cannotCarry(CompletionRequest request) {
		return Optional.empty();
	}

	@Override
	public String path(Deployment deployment, boolean stream) {
		return "/completions";
	}

	/**
	 * Returns the caller's own bytes with three edits: {@code model} is the name at the
	 * provider, a stream asks for usage, and OpenAI's default limit of the output is set
	 * where the bytes contain none, because other servers have other defaults.
	 */
	@Override
	public byte[] encode(CompletionRequest request, byte[] wire, Deployment deployment) {
		if (wire.length > 0) {
			return CallerWire.edit(wire, deployment.wireName(), request.stream(),
					new CallerWire.Limit("max_tokens", request.maxOutputTokens()));
		}
		ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", deployment.wireName());
		ArrayNode prompts = body.putArray("prompt");
		for (TextInput prompt : request.prompts()) {
			switch (prompt) {
				case TextInput.Text(String text) -> prompts.add(text);
				case TextInput.Tokens(List<Integer> ids, String text) -> ids.forEach(prompts.addArray()::add);
			}
		}
		body.put("max_tokens", request.maxOutputTokens()).put("n", request.each());
		options(request, body);
		sampling(request.sampling(), body);
		request.extras().forEach(body::set);
		return Json.bytes(body);
	}

	private static void options(CompletionRequest request, ObjectNode body) {
		if (request.suffix() != null) {
			body.put("suffix", request.suffix());
		}
		if (request.bestOf() != null) {
			body.put("best_of", request.bestOf());
		}
		if (request.echo()) {
			body.put("echo", true);
		}
		if (request.logprobs() != null) {
			body.put("logprobs", request.logprobs());
		}
		if (request.user() != null) {
			body.put("user", request.user());
		}
		if (request.stream()) {
			body.put("stream", true).putObject("stream_options").put("include_usage", true);
		}
	}

	private static void sampling(Sampling sampling, ObjectNode body) {
		if (sampling.temperature() != null) {
			body.put("temperature", sampling.temperature());
		}
		if (sampling.topP() != null) {
			body.put("top_p", sampling.topP());
		}
		if (sampling.seed() != null) {
			body.put("seed", sampling.seed());
		}
		if (sampling.presencePenalty() != null) {
			body.put("presence_penalty", sampling.presencePenalty());
		}
		if (sampling.frequencyPenalty() != null) {
			body.put("frequency_penalty", sampling.frequencyPenalty());
		}
		if (!sampling.stop().isEmpty()) {
			sampling.stop().forEach(body.putArray("stop")::add);
		}
	}

	@Override
	public List<ChatEvent> decode(byte[] body, CompletionRequest asked) {
		return decode(body);
	}

	/** Decodes a whole answer to any request. */
	public List<ChatEvent> decode(byte[] body) {
		ObjectNode answer = answer(body);
		List<ChatEvent> events = new ArrayList<>();
		CompletionEvents reader = new CompletionEvents();
		reader.read(answer, events);
		Usage usage = HeldUsage.of(answer);
		ProviderFailure failure = reader.failure();
		if (failure != null) {
			throw failure.having(usage);
		}
		// A whole answer has ended even where it has no finish reason.
		reader.unfinished().forEach(choice -> events.add(new ChatEvent.Finished(choice, FinishReason.STOP)));
		new OpenAiTiers().read(answer, events);
		if (usage != null) {
			events.add(new ChatEvent.Used(usage));
		}
		return events;
	}

	private static ObjectNode answer(byte[] body) {
		ObjectNode answer = Json.object(body);
		if (ErrorReader.isError(answer)) {
			throw ErrorReader.inAnswer(answer);
		}
		if (!answer.path("choices").isArray() || answer.path("choices").isEmpty()) {
			throw Json.malformed("The provider's answer has no choices");
		}
		return answer;
	}

	@Override
	public byte[] passOn(byte[] body, CompletionRequest asked, @Nullable JsonNode usage) {
		ObjectNode answer = answer(body);
		boolean changed = HeldUsage.conform(answer);
		if (usage != null) {
			answer.set("usage", usage);
			changed = true;
		}
		return changed ? Json.bytes(answer) : body;
	}

	@Override
	public PassingDecoder<ChatEvent> streamDecoder(CompletionRequest asked) {
		return streamDecoder();
	}

	/** Returns a decoder for a streamed answer to any request. */
	public PassingDecoder<ChatEvent> streamDecoder() {
		return new CompletionStreamDecoder();
	}

}
