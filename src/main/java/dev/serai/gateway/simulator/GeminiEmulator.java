package dev.serai.gateway.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.simulator.Conversation.Format;
import dev.serai.gateway.simulator.Conversation.Tool;
import dev.serai.gateway.simulator.Conversation.ToolUse;
import dev.serai.gateway.simulator.Refusal.Kind;
import org.jspecify.annotations.Nullable;

/** Emulates Google Gemini's generateContent, streamed as server-sent events. */
final class GeminiEmulator implements ProviderEmulator {

	private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

	private static final Pattern PATH = Pattern
		.compile("/v1(?:beta)?/models/([^/:]+):(generate|streamGenerate)Content");

	private static final Pattern EMBEDDING_PATH = Pattern.compile("/v1(?:beta)?/models/[^/:]+:batchEmbedContents");

	@Override
	public Conversation understand(String path, JsonNode body) {
		Matcher named = PATH.matcher(path);
		if (!named.matches()) {
			throw new Refusal(Kind.NOT_FOUND, "Not found: POST " + path);
		}
		JsonNode contents = body.path("contents");
		if (!contents.isArray() || contents.isEmpty()) {
			throw Refusal.badRequest("* GenerateContentRequest.contents: contents is not specified");
		}
		Said said = new Said();
		said.aside(body.path("systemInstruction"));
		contents.forEach((content) -> said.turn(content, content.path("parts").path(0).has("functionResponse")));
		JsonNode config = body.path("generationConfig");
		JsonNode choice = body.path("toolConfig").path("functionCallingConfig");
		return new Conversation(named.group(1), said.last(), said.byTool(), said.characters(),
				tools(body.path("tools")), toolUse(choice), choice.path("allowedFunctionNames").path(0).asText(null),
				config.path("responseMimeType").asText().equals("application/json") ? Format.JSON : Format.TEXT,
				schema(config, "responseJsonSchema", "responseSchema"),
				config.path("maxOutputTokens").asInt(Integer.MAX_VALUE), 1, named.group(2).equals("streamGenerate"),
				true);
	}

	@Override
	public Optional<JsonNode> embeddings(String path, JsonNode body) {
		if (!EMBEDDING_PATH.matcher(path).matches()) {
			return Optional.empty();
		}
		ObjectNode answer = JSON.objectNode();
		ArrayNode embeddings = answer.putArray("embeddings");
		for (JsonNode request : body.path("requests")) {
			ArrayNode values = embeddings.addObject().putArray("values");
			float[] vector = Embedder.vector(request.path("content").path("parts").path(0).path("text").asText(),
					request.path("outputDimensionality").asInt(Embedder.USUAL_DIMENSIONS));
			for (float number : vector) {
				values.add(number);
			}
		}
		return Optional.of(answer);
	}

	private static @Nullable JsonNode schema(JsonNode holder, String... names) {
		for (String name : names) {
			if (holder.path(name).isObject()) {
				return holder.get(name);
			}
		}
		return null;
	}

	private static List<Tool> tools(JsonNode offered) {
		List<Tool> tools = new ArrayList<>();
		for (JsonNode set : offered) {
			for (JsonNode function : set.path("functionDeclarations")) {
				JsonNode parameters = schema(function, "parametersJsonSchema", "parameters");
				tools.add(new Tool(function.path("name").asText(),
						(parameters != null) ? parameters : JSON.missingNode()));
			}
		}
		return tools;
	}

	private static ToolUse toolUse(JsonNode choice) {
		return switch (choice.path("mode").asText().toUpperCase(Locale.ROOT)) {
			case "NONE" -> ToolUse.NEVER;
			case "ANY" -> ToolUse.REQUIRED;
			default -> ToolUse.AT_WILL;
		};
	}

	@Override
	public JsonNode whole(Conversation conversation, Answer answer) {
		List<JsonNode> parts = new ArrayList<>();
		if (!answer.pieces().isEmpty()) {
			parts.add(JSON.objectNode().put("text", answer.text()));
		}
		parts.addAll(calls(answer));
		return chunk(conversation, answer, parts, answer.tokens(), true);
	}

	@Override
	public List<Frame> stream(Conversation conversation, Answer answer) {
		List<JsonNode> parts = new ArrayList<>();
		answer.pieces().forEach((piece) -> parts.add(JSON.objectNode().put("text", piece)));
		parts.addAll(calls(answer));
		if (parts.isEmpty()) {
			return List.of(frame(chunk(conversation, answer, parts, answer.tokens(), true)));
		}
		List<Frame> frames = new ArrayList<>();
		for (int i = 0; i < parts.size(); i++) {
			boolean last = i == parts.size() - 1;
			frames.add(frame(chunk(conversation, answer, List.of(parts.get(i)), last ? answer.tokens() : i + 1, last)));
		}
		return frames;
	}

	private static List<JsonNode> calls(Answer answer) {
		List<JsonNode> parts = new ArrayList<>();
		answer.calls().forEach((call) -> {
			ObjectNode part = JSON.objectNode();
			part.putObject("functionCall").put("name", call.name()).set("args", call.arguments());
			parts.add(part);
		});
		return parts;
	}

	/** A chunk and a whole answer have the same form. */
	private static ObjectNode chunk(Conversation conversation, Answer answer, List<JsonNode> parts, int tokens,
			boolean last) {
		ObjectNode chunk = JSON.objectNode();
		ObjectNode candidate = chunk.putArray("candidates").addObject();
		ObjectNode content = candidate.putObject("content").put("role", "model");
		if (!parts.isEmpty()) {
			ArrayNode said = content.putArray("parts");
			parts.forEach(said::add);
		}
		if (last) {
			candidate.put("finishReason", answer.cut() ? "MAX_TOKENS" : "STOP");
		}
		candidate.put("index", 0);
		chunk.putObject("usageMetadata")
			.put("promptTokenCount", answer.promptTokens())
			.put("candidatesTokenCount", tokens)
			.put("totalTokenCount", answer.promptTokens() + tokens);
		return chunk.put("modelVersion", conversation.model()).put("responseId", answer.id());
	}

	private static Frame frame(ObjectNode chunk) {
		return new Frame("data: " + chunk + "\r\n\r\n", true);
	}

	@Override
	public JsonNode error(Kind kind, String message) {
		ObjectNode body = JSON.objectNode();
		ObjectNode error = body.putObject("error").put("code", status(kind)).put("message", message);
		error.put("status", switch (kind) {
			case BAD_REQUEST -> "INVALID_ARGUMENT";
			case NOT_FOUND -> "NOT_FOUND";
			case RATE_LIMITED -> "RESOURCE_EXHAUSTED";
			case INTERNAL -> "INTERNAL";
			case OVERLOADED -> "UNAVAILABLE";
		});
		if (kind == Kind.RATE_LIMITED) {
			error.putArray("details")
				.addObject()
				.put("@type", "type.googleapis.com/google.rpc.RetryInfo")
				.put("retryDelay", RETRY_AFTER_SECONDS + "s");
		}
		return body;
	}

}
