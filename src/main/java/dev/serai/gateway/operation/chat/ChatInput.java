package dev.serai.gateway.operation.chat;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import dev.serai.gateway.operation.Capability;
import dev.serai.gateway.operation.InputMeter;
import dev.serai.gateway.operation.Modality;
import dev.serai.gateway.operation.chat.ChatRequest.OutputFormat;
import dev.serai.gateway.operation.chat.ChatRequest.Reasoning;
import dev.serai.gateway.operation.chat.ChatRequest.Tool;
import dev.serai.gateway.operation.chat.Message.Part;
import dev.serai.gateway.operation.chat.Message.ReasoningBlock;
import dev.serai.gateway.operation.chat.Message.Source;
import dev.serai.gateway.operation.chat.Message.ToolCall;
import org.jspecify.annotations.Nullable;

/** Computes the parts of a chat's input and the capabilities that it needs. */
final class ChatInput {

	private ChatInput() {
	}

	static void measure(ChatRequest chat, InputMeter meter) {
		for (Message message : chat.messages()) {
			message(message, meter);
		}
		for (Tool tool : chat.tools()) {
			meter.tool();
			meter.text(tool.name());
			text(tool.description(), meter);
			if (tool.parameters() != null) {
				meter.schema(tool.parameters());
			}
		}
		if (chat.format() instanceof OutputFormat.JsonSchema format) {
			meter.schema(format.schema());
			text(format.description(), meter);
		}
	}

	private static void message(Message message, InputMeter meter) {
		meter.message();
		for (Part part : message.parts()) {
			part(part, meter);
		}
		if (message instanceof Message.Assistant assistant) {
			for (ToolCall call : assistant.toolCalls()) {
				meter.tool();
				meter.text(call.name());
				meter.text(call.arguments());
			}
			for (ReasoningBlock block : assistant.reasoning()) {
				text(block.text(), meter);
			}
		}
	}

	private static void part(Part part, InputMeter meter) {
		switch (part) {
			case Part.Text text -> meter.text(text.text());
			case Part.Refusal refusal -> meter.text(refusal.text());
			case Part.Image image -> meter.image("low".equals(image.detail()));
			case Part.Audio audio -> meter.audio(audio.base64().length());
			case Part.Document document when document.source() instanceof Source.Data data ->
				meter.document(data.base64().length());
			case Part.Document document -> meter.remoteDocument();
		}
	}

	private static void text(@Nullable String text, InputMeter meter) {
		if (text != null) {
			meter.text(text);
		}
	}

	static Map<Modality, Integer> pieces(List<Message> messages) {
		Map<Modality, Integer> pieces = new EnumMap<>(Modality.class);
		for (Message message : messages) {
			for (Part part : message.parts()) {
				pieces.merge(modality(part), 1, Integer::sum);
			}
		}
		return pieces;
	}

	private static Modality modality(Part part) {
		return switch (part) {
			case Part.Text text -> Modality.TEXT;
			case Part.Refusal refusal -> Modality.TEXT;
			case Part.Image image -> Modality.IMAGE;
			case Part.Document document -> Modality.DOCUMENT;
			case Part.Audio audio -> Modality.AUDIO;
		};
	}

	/** Parts have paths like {@code messages[…].content[…]} without further fields. */
	static int unknownParts(Set<String> extras) {
		int count = 0;
		for (String name : extras) {
			int content = name.indexOf("].content[");
			if (name.startsWith("messages[") && content > 0 && name.indexOf('.', content + 2) < 0) {
				count++;
			}
		}
		return count;
	}

	static Set<Capability> demands(ChatRequest chat) {
		Set<Capability> demands = EnumSet.noneOf(Capability.class);
		if (!chat.tools().isEmpty()) {
			demands.add(Capability.TOOLS);
			if (Boolean.TRUE.equals(chat.parallelToolCalls())) {
				demands.add(Capability.PARALLEL_TOOLS);
			}
		}
		switch (chat.format()) {
			case OutputFormat.Text text -> {
			}
			case OutputFormat.JsonObject object -> demands.add(Capability.JSON_OBJECT);
			case OutputFormat.JsonSchema schema -> demands.add(Capability.JSON_SCHEMA);
		}
		if (reasons(chat.reasoning())) {
			demands.add(Capability.REASONING);
		}
		return demands;
	}

	private static boolean reasons(@Nullable Reasoning reasoning) {
		return reasoning != null
				&& (reasoning.effort() != null ? !reasoning.effort().equals("none") : reasoning.budgetTokens() != null);
	}

	static void textsOfUsersAndTools(ChatRequest chat, Consumer<String> to) {
		for (Message message : chat.messages()) {
			if (message instanceof Message.User || message instanceof Message.ToolResult) {
				for (Part part : message.parts()) {
					if (part instanceof Part.Text text) {
						to.accept(text.text());
					}
				}
			}
		}
	}

}
