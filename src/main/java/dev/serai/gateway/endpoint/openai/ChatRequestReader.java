package dev.serai.gateway.endpoint.openai;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.operation.chat.ChatRequest.OutputFormat;
import dev.serai.gateway.operation.chat.Message;
import dev.serai.platform.error.CallRefused;
import dev.serai.platform.json.StrictJson;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of {@code POST /v1/chat/completions}.
 *
 * <p>
 * Every field with a neutral meaning is checked and mapped. All others, and unknown
 * values, are kept in {@link ChatRequest#extras} by their full name ({@code logit_bias},
 * {@code messages[1].tool_calls[0]}). A provider of this protocol gets them in the
 * caller's own bytes; the codec of another protocol can see that there is something
 * unknown.
 *
 * <p>
 * Stateless.
 */
public final class ChatRequestReader {

	private static final int MAX_CHOICES = 128;

	private static final Set<String> KNOWN = Set.of("model", "messages", "tools", "tool_choice", "parallel_tool_calls",
			"response_format", "stop", "n", "seed", "temperature", "top_p", "presence_penalty", "frequency_penalty",
			"max_tokens", "max_completion_tokens", "reasoning_effort", "reasoning", "thinking", "stream",
			"stream_options", "user");

	private static final Set<String> FORMAT_FIELDS = Set.of("type", "json_schema");

	private static final Set<String> SCHEMA_FIELDS = Set.of("name", "description", "schema", "strict");

	/**
	 * @throws CallRefused 400, naming the first field that is wrong
	 */
	public ChatRequest read(byte[] body) {
		return read(StrictJson.object(body));
	}

	/**
	 * @param root the body, as {@link StrictJson} reads it
	 * @throws CallRefused 400, naming the first field that is wrong
	 */
	public ChatRequest read(ObjectNode root) {
		Map<String, JsonNode> extras = new LinkedHashMap<>();
		Fields request = new Fields(root, FieldPath.ROOT, extras);
		request.keepOthers(KNOWN);
		extras.entrySet().removeIf(extra -> saysNothing(extra.getKey(), extra.getValue()));
		boolean stream = request.isTrue("stream");
		Integer choices = request.integer("n", 1, MAX_CHOICES);
		return new ChatRequest(RequestFields.model(request), messages(request), ToolReader.tools(request),
				ToolReader.choice(request), request.bool("parallel_tool_calls"), format(request),
				RequestFields.sampling(request), maxOutputTokens(request), (choices == null) ? 1 : choices,
				ReasoningReader.read(request), stream, RequestFields.includeUsage(request, stream),
				request.text("user"), Collections.unmodifiableMap(extras));
	}

	/** Some clients send every field that they know with its default value. */
	private static boolean saysNothing(String field, JsonNode value) {
		return switch (field) {
			case "store", "logprobs" -> value.isBoolean() && !value.booleanValue();
			case "service_tier" -> value.asText().equals("auto");
			case "metadata", "logit_bias" -> value.isObject() && value.isEmpty();
			case "modalities" -> value.isArray() && value.size() == 1 && value.get(0).asText().equals("text");
			default -> false;
		};
	}

	private static List<Message> messages(Fields request) {
		request.required("messages");
		List<Message> messages = request.objects("messages", MessageReader::read);
		if (messages.isEmpty()) {
			throw request.invalid("messages", "must not be empty");
		}
		return messages;
	}

	private static @Nullable Integer maxOutputTokens(Fields request) {
		Integer older = request.integer("max_tokens", 1, Integer.MAX_VALUE);
		Integer newer = request.integer("max_completion_tokens", 1, Integer.MAX_VALUE);
		if (older != null && newer != null && !older.equals(newer)) {
			throw request.invalid("max_completion_tokens", "contradicts max_tokens; give one of them");
		}
		return (newer != null) ? newer : older;
	}

	private static OutputFormat format(Fields request) {
		Fields format = request.object("response_format");
		if (format == null) {
			return new OutputFormat.Text();
		}
		return switch (format.requiredText("type")) {
			case "text" -> new OutputFormat.Text();
			case "json_object" -> new OutputFormat.JsonObject();
			case "json_schema" -> schema(format);
			default -> {
				request.keep("response_format");
				yield new OutputFormat.Text();
			}
		};
	}

	private static OutputFormat schema(Fields format) {
		format.keepOthers(FORMAT_FIELDS);
		Fields schema = format.requiredObject("json_schema");
		schema.keepOthers(SCHEMA_FIELDS);
		return new OutputFormat.JsonSchema(schema.requiredName("name"), schema.text("description"),
				schema.requiredObject("schema").node(), schema.bool("strict"));
	}

}
