package dev.serai.gateway.provider.gemini;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.ProviderFailure.Kind;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.provider.ChatCodec;
import dev.serai.gateway.provider.StreamDecoder;
import dev.serai.gateway.provider.WireProtocol.Unmappable;
import dev.serai.gateway.provider.dialect.ChatDialect;

/**
 * Google Gemini's own protocol. Its models accept different features, so
 * {@link #cannotCarryTo} adds to {@link #cannotCarry}.
 */
public final class GeminiChat implements ChatCodec {

	@Override
	public Optional<Unmappable> cannotCarry(ChatRequest request) {
		return GeminiLimits.of(request);
	}

	@Override
	public Optional<Unmappable> cannotCarryTo(Deployment deployment, ChatRequest request) {
		return GeminiLimits.of(ChatDialect.adapt(request, deployment.dialect()).request(), GeminiModel.of(deployment));
	}

	@Override
	public String path(Deployment deployment, boolean stream) {
		String model = URLEncoder.encode(deployment.wireName(), StandardCharsets.UTF_8).replace("+", "%20");
		return "/v1beta/models/" + model + (stream ? ":streamGenerateContent?alt=sse" : ":generateContent");
	}

	/**
	 * @throws IllegalArgumentException for a request that {@link #cannotCarry} refuses
	 */
	@Override
	public byte[] encode(ChatRequest request, byte[] wire, Deployment deployment) {
		return GeminiRequestWriter.write(ChatDialect.adapt(request, deployment.dialect()).request(),
				GeminiModel.of(deployment));
	}

	/**
	 * Also decodes an array of responses, as streamGenerateContent returns without {@code
	 * alt=sse}.
	 */
	@Override
	public List<ChatEvent> decode(byte[] body) {
		GeminiAnswerReader reader = new GeminiAnswerReader();
		List<ChatEvent> events = new ArrayList<>();
		try {
			events.addAll(reader.read(GeminiJson.read(body)));
		}
		catch (IOException ex) {
			throw ProviderFailure.of(Kind.MALFORMED, "Gemini's answer is not JSON");
		}
		events.addAll(reader.end(Kind.MALFORMED));
		if (events.getLast() instanceof ChatEvent.Failed(ProviderFailure failure)) {
			throw failure;
		}
		if (reader.tier() != null) {
			events.add(new ChatEvent.ServedIn(reader.tier()));
		}
		if (reader.usage() != null) {
			events.add(new ChatEvent.Used(reader.usage()));
		}
		return events;
	}

	@Override
	public StreamDecoder<ChatEvent> streamDecoder() {
		return new GeminiStreamDecoder();
	}

}
