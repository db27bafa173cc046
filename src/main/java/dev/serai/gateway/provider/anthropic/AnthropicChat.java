package dev.serai.gateway.provider.anthropic;

import java.util.List;
import java.util.Optional;

import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.provider.ChatCodec;
import dev.serai.gateway.provider.StreamDecoder;
import dev.serai.gateway.provider.WireProtocol.Unmappable;
import dev.serai.gateway.provider.dialect.ChatDialect;

/**
 * Anthropic's Messages API.
 *
 * <p>
 * The API requires some changes of a translated request: instructions in the middle of a
 * chat move to its beginning, in their order; consecutive turns of one role become one
 * turn, results of tools first; empty or blank text is omitted, because the API refuses
 * it. Reasoning without the provider's signature, and the tokens that other providers
 * need back with a tool call, are omitted: the model cannot use them.
 */
public final class AnthropicChat implements ChatCodec {

	@Override
	public Optional<Unmappable> cannotCarry(ChatRequest request) {
		return AnthropicLimits.firstBroken(request);
	}

	@Override
	public boolean needsOutputLimit() {
		return true;
	}

	@Override
	public String path(Deployment deployment, boolean stream) {
		return "/v1/messages";
	}

	@Override
	public byte[] encode(ChatRequest request, byte[] wire, Deployment deployment) {
		return AnthropicRequestWriter.write(ChatDialect.adapt(request, deployment.dialect()).request(), deployment);
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
	public StreamDecoder<ChatEvent> streamDecoder() {
		return new AnthropicStreamDecoder(CacheLifetimes.NONE);
	}

	@Override
	public StreamDecoder<ChatEvent> streamDecoder(ChatRequest asked) {
		return new AnthropicStreamDecoder(CacheLifetimes.asked(asked));
	}

}
