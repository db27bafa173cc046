package dev.serai.gateway.provider.openai;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

import dev.serai.gateway.operation.Operation;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.provider.OperationCodec;
import dev.serai.gateway.provider.RequestSigner;
import dev.serai.gateway.provider.RetryAfter;
import dev.serai.gateway.provider.WireProtocol;
import org.jspecify.annotations.Nullable;

/** OpenAI's API, which most providers offer in a dialect of their own. */
public final class OpenAiProtocol implements WireProtocol {

	private static final RequestSigner SIGNER = RequestSigner.key("Authorization", "Bearer ");

	private final OpenAiChat chat = new OpenAiChat();

	private final OpenAiEmbeddings embeddings = new OpenAiEmbeddings();

	private final OpenAiCompletions completions = new OpenAiCompletions();

	private final InstantSource clock;

	/**
	 * @param clock for a {@code Retry-After} that is a date
	 */
	public OpenAiProtocol(InstantSource clock) {
		this.clock = clock;
	}

	@Override
	public String name() {
		return "openai";
	}

	@Override
	public Optional<OperationCodec<?>> codec(Operation operation) {
		return switch (operation) {
			case CHAT -> Optional.of(this.chat);
			case EMBEDDING -> Optional.of(this.embeddings);
			case COMPLETION -> Optional.of(this.completions);
		};
	}

	@Override
	public RequestSigner signer() {
		return SIGNER;
	}

	@Override
	public ProviderFailure failure(int status, Function<String, @Nullable String> header, byte[] body) {
		return ErrorReader.ofStatus(status, RetryAfter.of(header, this.clock), body);
	}

}
