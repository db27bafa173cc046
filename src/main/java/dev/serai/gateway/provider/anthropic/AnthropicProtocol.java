package dev.serai.gateway.provider.anthropic;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import dev.serai.gateway.operation.Operation;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.provider.ChatCodec;
import dev.serai.gateway.provider.RequestSigner;
import dev.serai.gateway.provider.RetryAfter;
import dev.serai.gateway.provider.WireProtocol;
import org.jspecify.annotations.Nullable;

/** Anthropic's API. */
public final class AnthropicProtocol implements WireProtocol {

	private static final RequestSigner SIGNER = RequestSigner.key("x-api-key", "");

	/** The beta is required for file ids and changes nothing else. */
	private static final Map<String, String> HEADERS = Map.of("anthropic-version", "2023-06-01", "anthropic-beta",
			"files-api-2025-04-14");

	private final AnthropicChat chat = new AnthropicChat();

	private final InstantSource clock;

	/**
	 * @param clock for a {@code Retry-After} that is a date
	 */
	public AnthropicProtocol(InstantSource clock) {
		this.clock = clock;
	}

	@Override
	public String name() {
		return "anthropic";
	}

	@Override
	public Optional<ChatCodec> codec(Operation operation) {
		return (operation == Operation.CHAT) ? Optional.of(this.chat) : Optional.empty();
	}

	@Override
	public RequestSigner signer() {
		return SIGNER;
	}

	@Override
	public Map<String, String> headers() {
		return HEADERS;
	}

	@Override
	public ProviderFailure failure(int status, Function<String, @Nullable String> header, byte[] body) {
		return AnthropicFailure.underStatus(status, body, RetryAfter.of(header, this.clock));
	}

}
