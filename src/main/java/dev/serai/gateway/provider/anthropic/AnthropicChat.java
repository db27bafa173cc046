package dev.serai.gateway.provider.anthropic;

import java.util.List;
import java.util.Optional;

import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.provider.ChatCodec;
import dev.serai.gateway.provider.StreamDecoder;
import dev.serai.gateway.provider.WireProtocol.Unmappable;

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
public final class AnthropicChat implements ChatCodec {

	@Override
	public Optional<Unmappable> cannotCarry(ChatRequest request) {
		return AnthropicLimits.firstBroken(request);
	}

	@Override
	public String path(Deployment deployment, boolean stream) {
		return "/v1/messages";
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
	public StreamDecoder<ChatEvent> streamDecoder() {
		return new AnthropicStreamDecoder(CacheLifetimes.NONE);
	}

	@Override
	public StreamDecoder<ChatEvent> streamDecoder(ChatRequest asked) {
		return new AnthropicStreamDecoder(CacheLifetimes.asked(asked));
	}

}
