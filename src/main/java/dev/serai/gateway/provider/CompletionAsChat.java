package dev.serai.gateway.provider;

import java.util.List;
import java.util.Optional;

import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.catalog.Dialect;
import dev.serai.gateway.operation.TextInput;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.operation.chat.ChatRequest.OutputFormat;
import dev.serai.gateway.operation.chat.Message;
import dev.serai.gateway.operation.completion.CompletionRequest;
import dev.serai.gateway.provider.WireProtocol.Unmappable;

/**
 * Sends a completion as a chat of one turn to models that only support chats. A request
 * that a chat cannot express is not sent to them: several prompts, token ids, text after
 * the answer, an echo of the prompt, probabilities and the best of several answers.
 *
 * @param chat the protocol's codec for chats
 */
record CompletionAsChat(ChatCodec chat) implements OperationCodec<CompletionRequest> {

	private static final byte[] NOTHING = {};

	@Override
	public Optional<Unmappable> cannotCarry(CompletionRequest request) {
		if (request.prompts().size() > 1) {
			return no("prompt", "it takes one prompt at a time");
		}
		if (request.prompts().getFirst() instanceof TextInput.Tokens) {
			return no("prompt", "it takes text and no token ids");
		}
		if (request.prompts().getFirst().text().isEmpty()) {
			return no("prompt", "it needs a prompt that is not empty");
		}
		if (request.suffix() != null && !request.suffix().isEmpty()) {
			return no("suffix", "it only chats, and knows no text after its answer");
		}
		if (request.echo()) {
			return no("echo", "it only chats, and does not repeat the prompt");
		}
		if (request.logprobs() != null) {
			return no("logprobs", "it only chats, and tells probabilities in another form");
		}
		if (request.bestOf() != null && request.bestOf() > request.each()) {
			return no("best_of", "it only chats, and does not choose among answers");
		}
		return Optional.empty();
	}

	@Override
	public Fit fit(CompletionRequest request, Dialect dialect) {
		Optional<Unmappable> refused = cannotCarry(request);
		return refused.isPresent() ? new Fit(refused.get(), List.of()) : this.chat.fit(chat(request), dialect);
	}

	private static Optional<Unmappable> no(String field, String why) {
		return Optional.of(new Unmappable(field, why));
	}

	@Override
	public Optional<Unmappable> cannotCarryTo(Deployment deployment, CompletionRequest request) {
		return this.chat.cannotCarryTo(deployment, chat(request));
	}

	@Override
	public boolean needsOutputLimit() {
		return this.chat.needsOutputLimit();
	}

	@Override
	public String path(Deployment deployment, boolean stream) {
		return this.chat.path(deployment, stream);
	}

	@Override
	public byte[] encode(CompletionRequest request, byte[] wire, Deployment deployment) {
		return this.chat.encode(chat(request), NOTHING, deployment);
	}

	@Override
	public List<ChatEvent> decode(byte[] body, CompletionRequest asked) {
		return this.chat.decode(body, chat(asked));
	}

	@Override
	public StreamDecoder<ChatEvent> streamDecoder(CompletionRequest asked) {
		return this.chat.streamDecoder(chat(asked));
	}

	private static ChatRequest chat(CompletionRequest request) {
		Message prompt = new Message.User(List.of(new Message.Part.Text(request.prompts().getFirst().text())), null);
		return new ChatRequest(request.model(), List.of(prompt), List.of(), null, null, new OutputFormat.Text(),
				request.sampling(), request.maxOutputTokens(), request.each(), null, request.stream(),
				request.includeUsage(), request.user(), request.extras());
	}

}
