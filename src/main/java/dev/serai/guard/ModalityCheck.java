package dev.serai.guard;

import java.util.Set;

import dev.serai.call.chat.ChatRequest;
import dev.serai.call.chat.Message;
import dev.serai.call.chat.Message.Part;

/**
 * What a request may consist of.
 *
 * @param allowed of {@code text}, {@code image}, {@code audio} and {@code file}
 */
record ModalityCheck(Set<String> allowed) implements RequestCheck {

	static final Set<String> ALL = Set.of("text", "image", "audio", "file");

	@Override
	public void look(ChatRequest request, Findings findings) {
		for (Message message : request.messages()) {
			for (Part part : message.parts()) {
				String modality = switch (part) {
					case Part.Text text -> "text";
					case Part.Refusal refusal -> "text";
					case Part.Image image -> "image";
					case Part.Audio audio -> "audio";
					case Part.Document document -> "file";
				};
				if (!this.allowed.contains(modality)) {
					findings.add(modality);
				}
			}
		}
		// A part of a kind that Serai does not know is of none that is allowed.
		for (String extra : request.extras().keySet()) {
			if (isPart(extra)) {
				findings.add("unknown");
			}
		}
	}

	/** Whether it is {@code messages[…].content[…]}, and no field of it. */
	private static boolean isPart(String name) {
		int content = name.indexOf("].content[");
		return name.startsWith("messages[") && content > 0 && name.indexOf('.', content + 2) < 0;
	}

}
