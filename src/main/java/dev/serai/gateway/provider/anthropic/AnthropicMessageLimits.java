package dev.serai.gateway.provider.anthropic;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.operation.chat.Message;
import dev.serai.gateway.operation.chat.Message.Part;
import dev.serai.gateway.operation.chat.Message.Source;
import dev.serai.gateway.provider.WireProtocol.Unmappable;

/** Finds what the Messages API cannot express of a chat's messages. */
final class AnthropicMessageLimits {

	private static final Set<String> IMAGES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

	private AnthropicMessageLimits() {
	}

	static Optional<Unmappable> firstBroken(ChatRequest request) {
		List<Message> messages = request.messages();
		for (int i = 0; i < messages.size(); i++) {
			Optional<Unmappable> broken = message("messages[" + i + "]", messages.get(i));
			if (broken.isPresent()) {
				return broken;
			}
		}
		if (AnthropicTurns.of(messages).turns().isEmpty()) {
			return broken("messages", "Anthropic needs a message that is neither empty nor an instruction");
		}
		return AnthropicToolPairs.firstBroken(messages);
	}

	private static Optional<Unmappable> message(String at, Message message) {
		if (message instanceof Message.User user && user.name() != null) {
			return broken(at + ".name", "Anthropic knows no names of participants");
		}
		for (int i = 0; i < message.parts().size(); i++) {
			Optional<Unmappable> broken = part(at + ".content[" + i + "]", message.parts().get(i), message);
			if (broken.isPresent()) {
				return broken;
			}
		}
		return Optional.empty();
	}

	private static Optional<Unmappable> part(String at, Part part, Message message) {
		boolean takesMedia = message instanceof Message.User || message instanceof Message.ToolResult;
		return switch (part) {
			case Part.Text text -> Optional.empty();
			case Part.Refusal refusal -> Optional.empty();
			case Part.Audio audio -> broken(at, "Anthropic takes no audio");
			case Part.Image image ->
				takesMedia ? image(at, image) : broken(at, "Anthropic takes no image in this role's messages");
			case Part.Document document -> takesMedia ? document(at, document.source())
					: broken(at, "Anthropic takes no document in this role's messages");
		};
	}

	private static Optional<Unmappable> image(String at, Part.Image image) {
		if ("low".equals(image.detail())) {
			return broken(at + ".image_url.detail", "Anthropic sees images in full detail only");
		}
		boolean foreign = image.source() instanceof Source.Data data
				&& !IMAGES.contains(AnthropicBlocks.imageType(data));
		return foreign ? broken(at, "Anthropic takes images as JPEG, PNG, GIF or WebP") : Optional.empty();
	}

	private static Optional<Unmappable> document(String at, Source source) {
		if (!(source instanceof Source.Data data)) {
			return Optional.empty();
		}
		return switch (AnthropicBlocks.mediaType(data)) {
			case "application/pdf" -> Optional.empty();
			case AnthropicBlocks.PLAIN_TEXT ->
				isUtf8(data.base64()) ? Optional.empty() : broken(at, "Anthropic takes plain text in UTF-8 only");
			default -> broken(at, "Anthropic takes documents as PDF or plain text");
		};
	}

	private static boolean isUtf8(String base64) {
		try {
			StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Base64.getDecoder().decode(base64)));
			return true;
		}
		catch (IllegalArgumentException | CharacterCodingException ex) {
			return false;
		}
	}

	private static Optional<Unmappable> broken(String param, String why) {
		return AnthropicLimits.when(true, param, why);
	}

}
