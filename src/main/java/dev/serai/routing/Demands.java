package dev.serai.routing;

import dev.serai.call.chat.ChatRequest;
import dev.serai.call.chat.ChatRequest.OutputFormat;
import dev.serai.call.chat.ChatRequest.Reasoning;
import dev.serai.call.chat.Message;
import dev.serai.call.chat.Message.Part;
import dev.serai.catalog.Model.Feature;
import dev.serai.catalog.Model.Modality;
import org.jspecify.annotations.Nullable;

/**
 * What a request demands of a model, read from it once.
 *
 * @param modalities a bit for each {@link Modality} beyond text that the messages hold
 * @param format the feature that the answer's form needs, as a bit; 0 when none
 * @param maxOutput the most tokens that the answer may have; 0 when not said
 */
record Demands(long inputTokens, long maxOutput, int modalities, boolean tools, boolean parallelTools, int format,
		boolean reasoning) {

	static Demands of(RoutingRequest request) {
		ChatRequest chat = request.chat();
		Integer most = chat.maxOutputTokens();
		return new Demands(request.inputTokens(), (most != null) ? most : 0, modalities(chat), !chat.tools().isEmpty(),
				Boolean.TRUE.equals(chat.parallelToolCalls()) && !chat.tools().isEmpty(), format(chat.format()),
				reasons(chat.reasoning()));
	}

	private static int modalities(ChatRequest chat) {
		int mask = 0;
		for (Message message : chat.messages()) {
			for (Part part : message.parts()) {
				mask |= switch (part) {
					case Part.Text text -> 0;
					case Part.Refusal refusal -> 0;
					case Part.Image image -> Slot.bit(Modality.IMAGE);
					case Part.Document document -> Slot.bit(Modality.DOCUMENT);
					case Part.Audio audio -> Slot.bit(Modality.AUDIO);
				};
			}
		}
		return mask;
	}

	private static int format(OutputFormat format) {
		return switch (format) {
			case OutputFormat.Text text -> 0;
			case OutputFormat.JsonObject object -> Slot.bit(Feature.JSON_OBJECT);
			case OutputFormat.JsonSchema schema -> Slot.bit(Feature.JSON_SCHEMA);
		};
	}

	private static boolean reasons(@Nullable Reasoning reasoning) {
		return reasoning != null
				&& (reasoning.effort() != null ? !reasoning.effort().equals("none") : reasoning.budgetTokens() != null);
	}

}
