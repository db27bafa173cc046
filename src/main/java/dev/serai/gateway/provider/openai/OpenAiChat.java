package dev.serai.gateway.provider.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.operation.Format;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.Usage;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.catalog.Dialect;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.operation.chat.ChatEvent.FinishReason;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.operation.chat.Message.Part;
import dev.serai.gateway.operation.chat.Message.Source;
import dev.serai.gateway.provider.ChatCodec;
import dev.serai.gateway.provider.PassingCodec;
import dev.serai.gateway.provider.PassingDecoder;
import dev.serai.gateway.provider.WireProtocol.Unmappable;
import dev.serai.gateway.provider.dialect.ChatDialect;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's chat completions, which most providers offer in a dialect of their own.
 * Requests and answers of callers with the same format are passed on in their own bytes,
 * except for the edits of {@link #encode} and {@link #passOn}.
 */
public final class OpenAiChat implements ChatCodec, PassingCodec<ChatRequest> {

	/**
	 * Returns empty, except for an image in another provider's file store, which has no
	 * form here.
	 */
	@Override
	public Optional<Unmappable> cannotCarry(ChatRequest request) {
		for (int i = 0; i < request.messages().size(); i++) {
			List<Part> parts = request.messages().get(i).parts();
			for (int j = 0; j < parts.size(); j++) {
				if (parts.get(j) instanceof Part.Image image && image.source() instanceof Source.FileId) {
					return Optional.of(new Unmappable("messages[" + i + "].content[" + j + "]",
							"an image can't be named by a file id"));
				}
			}
		}
		return Optional.empty();
	}

	@Override
	public boolean passes(Format format) {
		return format.name().equals(ChatRequest.OPENAI_FORMAT);
	}

	@Override
	public String path(Deployment deployment, boolean stream) {
		return "/chat/completions";
	}

	/**
	 * Returns the caller's own bytes with four edits: {@code model} is the name at the
	 * provider, a stream asks for usage, a limit of the output that the bytes do not
	 * contain (a key's own) is added, and the arguments of earlier tool calls are JSON
	 * text. A request without bytes came in another format and is written completely.
	 * What the deployment's dialect is about is changed then.
	 */
	@Override
	public byte[] encode(ChatRequest request, byte[] wire, Deployment deployment) {
		Dialect dialect = deployment.dialect();
		byte[] body = (wire.length > 0) ? edited(request, wire, deployment)
				: RequestWriter.write(request, deployment.wireName(), limitField(dialect));
		if (ChatDialect.isPlain(request, dialect) && !OpenAiDialect.concerns(request, dialect)) {
			return body;
		}
		ObjectNode changed = Json.object(body);
		OpenAiDialect.apply(changed, dialect);
		return Json.bytes(changed);
	}

	private static byte[] edited(ChatRequest request, byte[] wire, Deployment deployment) {
		Integer most = request.maxOutputTokens();
		return CallerWire.edit(wire, deployment.wireName(), request.stream(),
				(most != null) ? new CallerWire.Limit(limitField(deployment.dialect()), most) : null);
	}

	/** Most compatible servers accept only the older field. */
	private static String limitField(Dialect dialect) {
		return dialect.outputLimit().equals(Dialect.KEPT) ? "max_tokens" : dialect.outputLimit();
	}

	@Override
	public List<ChatEvent> decode(byte[] body) {
		ObjectNode answer = answer(body);
		AnswerForm form = AnswerForm.whole();
		form.conform(answer);
		List<ChatEvent> events = new ArrayList<>();
		AnswerEvents reader = new AnswerEvents(form, false);
		reader.read(answer, events);
		Usage usage = HeldUsage.of(answer);
		ProviderFailure failure = reader.failure();
		if (failure != null) {
			throw failure.having(usage);
		}
		finishAll(answer, events);
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

	/** A whole answer has ended even where it has no finish reason. */
	private static void finishAll(ObjectNode answer, List<ChatEvent> events) {
		for (JsonNode choice : answer.path("choices")) {
			if (OpenAiFinishReasons.of(choice) == null) {
				boolean calls = !choice.path("message").path("tool_calls").isEmpty();
				events.add(new ChatEvent.Finished(choice.path("index").intValue(),
						calls ? FinishReason.TOOL_CALLS : FinishReason.STOP));
			}
		}
	}

	@Override
	public byte[] passOn(byte[] body, ChatRequest asked, @Nullable JsonNode usage) {
		ObjectNode answer = answer(body);
		boolean changed = AnswerForm.whole().conform(answer);
		changed |= HeldUsage.conform(answer);
		if (usage != null) {
			answer.set("usage", usage);
			changed = true;
		}
		return changed ? Json.bytes(answer) : body;
	}

	@Override
	public PassingDecoder<ChatEvent> streamDecoder() {
		return new OpenAiStreamDecoder(OfferedTools.UNKNOWN);
	}

	@Override
	public PassingDecoder<ChatEvent> streamDecoder(ChatRequest asked) {
		return new OpenAiStreamDecoder(OfferedTools.of(asked));
	}

}
