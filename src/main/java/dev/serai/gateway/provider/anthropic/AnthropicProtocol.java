package dev.serai.gateway.provider.anthropic;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.catalog.Provider;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.provider.RetryAfter;
import dev.serai.gateway.provider.StreamDecoder;
import dev.serai.gateway.provider.WireProtocol;
import org.jspecify.annotations.Nullable;

/**
 * Anthropic's Messages API.
 * <p>
 * What a translated request says differently, because the API knows no other way:
 * instructions in the middle of a chat move to its head, in their order; turns of one
 * role in a row become one turn, results of tools first; text that is empty or blank is
 * left out, as the API refuses it. Reasoning that carries no signature of the provider,
 * and the tokens that other providers want back with a tool call, stay behind: they tell
 * the model nothing.
 */
public final class AnthropicProtocol implements WireProtocol {

	private final InstantSource clock;

	public AnthropicProtocol() {
		this(InstantSource.system());
	}

	AnthropicProtocol(InstantSource clock) {
		this.clock = clock;
	}

	@Override
	public String name() {
		return "anthropic";
	}

	@Override
	public Optional<Unmappable> cannotCarry(ChatRequest request) {
		return AnthropicLimits.firstBroken(request);
	}

	@Override
	public String path(Deployment deployment, boolean stream) {
		return "/v1/messages";
	}

	@Override
	public Map<String, String> headers(Provider provider) {
		Map<String, String> headers = new LinkedHashMap<>();
		if (provider.secret() != null) {
			headers.put("x-api-key", provider.secret().reveal());
		}
		headers.put("anthropic-version", "2023-06-01");
		// Without it a file's id is not understood; it changes nothing else.
		headers.put("anthropic-beta", "files-api-2025-04-14");
		return headers;
	}

	@Override
	public byte[] encode(ChatRequest request, byte[] wire, Deployment deployment) {
		return AnthropicRequestWriter.write(request, deployment);
	}

	@Override
	public List<ChatEvent> decode(byte[] body) {
		return AnthropicDecoder.decode(body, CacheLifetimes.NONE);
	}

	@Override
	public List<ChatEvent> decode(byte[] body, ChatRequest asked) {
		return AnthropicDecoder.decode(body, CacheLifetimes.asked(asked));
	}

	@Override
	public StreamDecoder streamDecoder() {
		return new AnthropicStreamDecoder(CacheLifetimes.NONE);
	}

	@Override
	public StreamDecoder streamDecoder(ChatRequest asked) {
		return new AnthropicStreamDecoder(CacheLifetimes.asked(asked));
	}

	@Override
	public ProviderFailure failure(int status, Function<String, @Nullable String> header, byte[] body) {
		return AnthropicFailure.underStatus(status, body, RetryAfter.of(header, this.clock));
	}

}
