package dev.serai.gateway.provider.gemini;

import java.util.Optional;
import java.util.function.Function;

import dev.serai.gateway.operation.Operation;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.provider.OperationCodec;
import dev.serai.gateway.provider.RequestSigner;
import dev.serai.gateway.provider.WireProtocol;
import org.jspecify.annotations.Nullable;

/** Google Gemini's own API. */
public final class GeminiProtocol implements WireProtocol {

	private static final RequestSigner SIGNER = RequestSigner.key("x-goog-api-key", "");

	private final GeminiChat chat = new GeminiChat();

	private final GeminiEmbeddings embeddings = new GeminiEmbeddings();

	@Override
	public String name() {
		return "gemini";
	}

	@Override
	public Optional<OperationCodec<?>> codec(Operation operation) {
		return switch (operation) {
			case CHAT -> Optional.of(this.chat);
			case EMBEDDING -> Optional.of(this.embeddings);
			default -> Optional.empty();
		};
	}

	@Override
	public RequestSigner signer() {
		return SIGNER;
	}

	@Override
	public @Nullable String servedIn(Function<String, @Nullable String> header) {
		return GeminiTiers.ofHeader(header.apply(GeminiTiers.HEADER));
	}

	@Override
	public ProviderFailure failure(int status, Function<String, @Nullable String> header, byte[] body) {
		return GeminiFailure.of(status, header.apply("retry-after"), body);
	}

}
