package dev.serai.gateway.provider.gemini;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.operation.chat.ChatRequest.OutputFormat;
import dev.serai.gateway.operation.chat.ChatRequest.Sampling;
import dev.serai.gateway.operation.chat.Message;
import dev.serai.gateway.operation.chat.Message.Part;
import org.jspecify.annotations.Nullable;

/**
 * Writes a chat request for Gemini. Instructions from all positions go before the chat in
 * their order, each text as a part of its own, because Gemini accepts no others.
 */
final class GeminiRequestWriter {

	private GeminiRequestWriter() {
	}

	static byte[] write(ChatRequest request, GeminiModel model) {
		ObjectNode body = GeminiJson.NODES.objectNode();
		ArrayNode instructions = instructions(request.messages());
		if (!instructions.isEmpty()) {
			body.putObject("systemInstruction").set("parts", instructions);
		}
		body.set("contents", GeminiContents.of(request.messages(), model));
		if (!request.tools().isEmpty()) {
			body.putArray("tools").addObject().set("functionDeclarations", GeminiTools.declarations(request.tools()));
		}
		GeminiTools.callingConfig(request)
			.ifPresent(config -> body.putObject("toolConfig").set("functionCallingConfig", config));
		ObjectNode generation = generation(request, model);
		if (!generation.isEmpty()) {
			body.set("generationConfig", generation);
		}
		return GeminiJson.bytes(body);
	}

	private static ArrayNode instructions(List<Message> messages) {
		ArrayNode parts = GeminiJson.NODES.arrayNode();
		messages.stream()
			.filter(Message.System.class::isInstance)
			.flatMap(message -> message.parts().stream())
			.map(GeminiMedia::part)
			.forEach(parts::add);
		return parts;
	}

	private static ObjectNode generation(ChatRequest request, GeminiModel model) {
		Sampling sampling = request.sampling();
		ObjectNode config = GeminiJson.NODES.objectNode();
		set(config, "maxOutputTokens", request.maxOutputTokens());
		set(config, "temperature", sampling.temperature());
		set(config, "topP", sampling.topP());
		Optional.ofNullable(request.extras().get("top_k"))
			.filter(JsonNode::isInt)
			.ifPresent(topK -> config.set("topK", topK));
		set(config, "seed", sampling.seed());
		set(config, "presencePenalty", sampling.presencePenalty());
		set(config, "frequencyPenalty", sampling.frequencyPenalty());
		if (!sampling.stop().isEmpty()) {
			sampling.stop().forEach(config.putArray("stopSequences")::add);
		}
		if (request.choices() > 1) {
			config.put("candidateCount", request.choices());
		}
		format(request.format(), config);
		resolution(request).ifPresent(resolution -> config.put("mediaResolution", resolution));
		GeminiReasoning.thinkingConfig(request.reasoning(), model)
			.ifPresent(thinking -> config.set("thinkingConfig", thinking));
		return config;
	}

	private static void set(ObjectNode config, String name, @Nullable Number value) {
		if (value != null) {
			config.putPOJO(name, value);
		}
	}

	private static void format(OutputFormat format, ObjectNode config) {
		if (format instanceof OutputFormat.Text) {
			return;
		}
		config.put("responseMimeType", "application/json");
		if (format instanceof OutputFormat.JsonSchema schema) {
			config.set("responseJsonSchema", described(schema));
		}
	}

	/**
	 * The model sees a schema's name and description only where they are in the schema.
	 */
	private static JsonNode described(OutputFormat.JsonSchema format) {
		if (!(format.schema() instanceof ObjectNode schema)) {
			return format.schema();
		}
		ObjectNode described = GeminiJson.NODES.objectNode();
		described.setAll(schema);
		if (!schema.has("title")) {
			described.put("title", format.name());
		}
		if (!schema.has("description") && format.description() != null) {
			described.put("description", format.description());
		}
		return described;
	}

	/**
	 * Returns the detail in which images are processed, which Gemini sets per request;
	 * {@link GeminiLimits} refuses a request whose images differ.
	 */
	private static Optional<String> resolution(ChatRequest request) {
		return request.messages()
			.stream()
			.flatMap(message -> message.parts().stream())
			.map(GeminiRequestWriter::detail)
			.flatMap(Optional::stream)
			.findFirst()
			.filter(detail -> !detail.equals("auto"))
			.map(detail -> "low".equals(detail) ? "MEDIA_RESOLUTION_LOW" : "MEDIA_RESOLUTION_HIGH");
	}

	/** Returns the requested detail of an image; empty for other parts. */
	static Optional<String> detail(Part part) {
		return (part instanceof Part.Image image) ? Optional.of((image.detail() == null) ? "auto" : image.detail())
				: Optional.empty();
	}

}
