package dev.serai.gateway.provider.dialect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

/** What Gemini's generateContent refuses. */
final class GeminiRules implements StrictRules {

	private static final Set<String> FIELDS = Set.of("contents", "systemInstruction", "tools", "toolConfig",
			"safetySettings", "generationConfig", "cachedContent", "labels", "model", "serviceTier", "store");

	private static final Set<String> CONFIG = Set.of("temperature", "topP", "topK", "candidateCount", "maxOutputTokens",
			"stopSequences", "responseMimeType", "responseSchema", "responseJsonSchema", "_responseJsonSchema",
			"presencePenalty", "frequencyPenalty", "seed", "responseLogprobs", "logprobs", "thinkingConfig",
			"responseModalities", "speechConfig", "mediaResolution", "imageConfig");

	private static final Set<String> PART = Set.of("text", "inlineData", "fileData", "functionCall", "functionResponse",
			"thought", "thoughtSignature", "executableCode", "codeExecutionResult", "videoMetadata", "mediaResolution",
			"partMetadata");

	private static final Map<String, Set<String>> WITHIN = Map.of("functionCall",
			Set.of("id", "name", "args", "partialArgs", "willContinue"), "functionResponse",
			Set.of("id", "name", "response", "parts", "willContinue", "scheduling"), "inlineData",
			Set.of("mimeType", "data", "displayName"), "fileData", Set.of("mimeType", "fileUri", "displayName"));

	private static final Set<String> DECLARATION = Set.of("name", "description", "behavior", "parameters",
			"parametersJsonSchema", "response", "responseJsonSchema");

	/** The subset of OpenAPI's schema that parameters and responseSchema take. */
	private static final Set<String> SCHEMA = Set.of("type", "format", "title", "description", "nullable", "enum",
			"maxItems", "minItems", "properties", "required", "minProperties", "maxProperties", "minLength",
			"maxLength", "pattern", "example", "anyOf", "propertyOrdering", "default", "items", "minimum", "maximum");

	private static final Set<String> FILES = Set.of("image/png", "image/jpeg", "image/webp", "image/heic", "image/heif",
			"application/pdf", "text/plain", "audio/wav", "audio/mp3", "audio/mpeg", "audio/aiff", "audio/aac",
			"audio/ogg", "audio/flac");

	private static final Pattern TOOL_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_.:-]{0,63}");

	private static final String FILLER = "skip_thought_signature_validator";

	@Override
	public void check(Asked asked, Issued issued) {
		unknown(asked.body(), FIELDS, "");
		unknown(asked.body().path("generationConfig"), CONFIG, "generation_config");
		declarations(asked);
		for (int i = 0; i < asked.body().path("contents").size(); i++) {
			content(asked.body().path("contents").get(i), i, issued);
		}
		turns(asked.body().path("contents"));
		signatures(asked);
		config(asked);
	}

	// litellm#14330, zed#44875
	private static void unknown(JsonNode object, Set<String> known, String where) {
		for (String name : Asked.names(object)) {
			if (!known.contains(name)) {
				throw Refused.geminiField(name, where);
			}
		}
	}

	private static void declarations(Asked asked) {
		JsonNode tools = asked.body().path("tools");
		for (int set = 0; set < tools.size(); set++) {
			JsonNode functions = tools.get(set).path("functionDeclarations");
			for (int i = 0; i < functions.size(); i++) {
				String where = "tools[" + set + "].function_declarations[" + i + "]";
				unknown(functions.get(i), DECLARATION, where);
				if (!TOOL_NAME.matcher(functions.get(i).path("name").asText("")).matches()) {
					throw Refused.gemini("* GenerateContentRequest." + where + ".name: Invalid function name. Must "
							+ "start with a letter or an underscore. Must be alphameric (a-z, A-Z, 0-9), underscores "
							+ "(_), dots (.) or dashes (-), with a maximum length of 64.");
				}
				schema(functions.get(i).path("parameters"), where + ".parameters");
			}
		}
		schema(asked.body().path("generationConfig").path("responseSchema"), "generation_config.response_schema");
	}

	private static void schema(JsonNode schema, String where) {
		SchemaScan.of(schema).forEach(place -> unknown(place.schema(), SCHEMA, where));
	}

	private static void content(JsonNode content, int index, Issued issued) {
		unknown(content, Set.of("role", "parts"), "contents[" + index + "]");
		String role = content.path("role").asText("user");
		if (!Set.of("user", "model", "function").contains(role)) {
			throw Refused.gemini("Please use a valid role: user, model.");
		}
		JsonNode parts = content.path("parts");
		if (parts.isEmpty()) {
			throw Refused
				.gemini("* GenerateContentRequest.contents[" + index + "].parts: contents.parts must not be empty.\n");
		}
		for (int i = 0; i < parts.size(); i++) {
			part(parts.get(i), "contents[" + index + "].parts[" + i + "]", issued);
		}
	}

	private static void part(JsonNode part, String where, Issued issued) {
		unknown(part, PART, where);
		WITHIN.forEach((name, fields) -> unknown(part.path(name), fields, where));
		boolean data = WITHIN.keySet().stream().anyMatch(part::has) || !part.path("text").asText("").isEmpty();
		// vercel/ai#3775. An empty text carries a signature.
		if (!data && !part.has("thoughtSignature")) {
			throw Refused.gemini("* GenerateContentRequest." + where
					+ ".data: required oneof field 'data' must have one initialized field\n");
		}
		String mimeType = part.path("inlineData").path("mimeType").asText("");
		if (!mimeType.isEmpty() && !FILES.contains(mimeType)) {
			throw Refused.gemini("Unsupported MIME type: " + mimeType);
		}
		part.path("functionResponse")
			.path("parts")
			.forEach(inner -> part(inner, where + ".function_response.parts", issued));
		// crush#1698, gemini-cli#13467
		String signature = part.path("thoughtSignature").asText("");
		if (!signature.isEmpty() && !isFiller(signature) && !issued.knows("gemini", signature)) {
			throw Refused.gemini("Corrupted thought signature.");
		}
	}

	private static boolean isFiller(String signature) {
		return signature.equals(FILLER)
				|| signature.equals(Base64.getEncoder().encodeToString(FILLER.getBytes(StandardCharsets.UTF_8)));
	}

	private static List<String> named(JsonNode content, String kind) {
		List<String> names = new ArrayList<>();
		content.path("parts").forEach(part -> {
			if (part.has(kind)) {
				names.add(part.path(kind).path("name").asText(""));
			}
		});
		return names;
	}

	// litellm#26755, gemini-cli#4217
	private static void turns(JsonNode contents) {
		for (int i = 0; i < contents.size(); i++) {
			List<String> calls = named(contents.get(i), "functionCall");
			List<String> results = named(contents.get(i), "functionResponse");
			if (!calls.isEmpty() && (i == 0 || contents.get(i - 1).path("role").asText("user").equals("model"))) {
				throw Refused.gemini("Please ensure that function call turn comes immediately after a user turn or "
						+ "after a function response turn.");
			}
			List<String> before = (i == 0) ? List.of() : named(contents.get(i - 1), "functionCall");
			if (!results.isEmpty() && before.isEmpty()) {
				throw Refused.gemini(
						"Please ensure that function response turn comes immediately after a function " + "call turn.");
			}
			if (results.size() != before.size()) {
				throw Refused.gemini("Please ensure that the number of function response parts is equal to the number "
						+ "of function call parts of the function call turn.");
			}
			if (results.contains("")) {
				throw Refused.gemini("* GenerateContentRequest.contents[" + i
						+ "].parts[0].function_response.name: Name cannot be empty.\n");
			}
		}
		// A call that is the last turn waits for its result.
		if (!contents.isEmpty() && !named(contents.get(contents.size() - 1), "functionCall").isEmpty()) {
			throw Refused
				.gemini("Please ensure that function response turn comes immediately after a function call " + "turn.");
		}
	}

	// dify#2088, pi#1829, rust-genai#115: the first call of each step of the current turn
	private static void signatures(Asked asked) {
		if (!asked.isModel("gemini-3.*")) {
			return;
		}
		JsonNode contents = asked.body().path("contents");
		int turn = contents.size() - 1;
		while (turn > 0 && (!contents.get(turn).path("role").asText("user").equals("user")
				|| !named(contents.get(turn), "functionResponse").isEmpty())) {
			turn--;
		}
		for (int i = turn; i < contents.size(); i++) {
			int position = 0;
			for (JsonNode part : contents.get(i).path("parts")) {
				position++;
				if (!part.has("functionCall")) {
					continue;
				}
				if (part.path("thoughtSignature").asText("").isEmpty()) {
					throw Refused.gemini("Function call is missing a thought_signature in functionCall parts. This is "
							+ "required for tools to work correctly, and missing thought_signature may lead to "
							+ "degraded model performance. Additional data, function call `default_api:"
							+ part.path("functionCall").path("name").asText() + "` , position " + position
							+ ". Please refer to https://ai.google.dev/gemini-api/docs/thought-signatures for more "
							+ "details.");
				}
				break;
			}
		}
	}

	private static void config(Asked asked) {
		JsonNode config = asked.body().path("generationConfig");
		if ((config.path("presencePenalty").asDouble(0) != 0 || config.path("frequencyPenalty").asDouble(0) != 0)
				&& asked.isModel("gemini-(2\\.5|3).*")) {
			throw Refused.gemini("Penalty is not enabled for models/" + asked.model());
		}
		if (config.path("responseLogprobs").asBoolean() && asked.isModel("gemini-(2\\.5|3).*")) {
			throw Refused.gemini("Logprobs is not enabled for models/" + asked.model());
		}
		// js-genai#1609, python-genai#1723
		if (config.path("candidateCount").asInt(1) > 1 && asked.isModel("gemini-3.*")) {
			throw Refused.gemini("Multiple candidates is not enabled for this model");
		}
		if (config.path("stopSequences").size() > 5) {
			throw Refused.gemini("* GenerateContentRequest.generation_config.stop_sequences: the number of stop "
					+ "sequences must not exceed 5\n");
		}
		json(asked, config);
		JsonNode thinking = config.path("thinkingConfig");
		if (thinking.has("thinkingLevel") && !asked.isModel("gemini-3.*")) {
			throw Refused.gemini("Thinking level is not supported for this model.");
		}
		if (thinking.path("thinkingLevel").asText("").equalsIgnoreCase("minimal") && asked.isModel("gemini-3-pro.*")) {
			throw Refused.gemini("Thinking level MINIMAL is not supported for this model. "
					+ "Please retry with other thinking level.");
		}
		if (thinking.has("thinkingBudget") && thinking.path("thinkingBudget").asInt() == 0
				&& asked.isModel("gemini-2\\.5-pro.*")) {
			throw Refused.gemini("Budget 0 is invalid. This model only works in thinking mode.");
		}
	}

	// vercel/ai#10023
	private static void json(Asked asked, JsonNode config) {
		if (!config.path("responseMimeType").asText("").equals("application/json") || !asked.hasTools()) {
			return;
		}
		String mode = asked.body().path("toolConfig").path("functionCallingConfig").path("mode").asText("");
		if (mode.equalsIgnoreCase("ANY")) {
			throw Refused.gemini("Forced function calling (ANY mode) with a response mime type: 'application/json' is "
					+ "unsupported");
		}
		if (asked.isModel("gemini-2\\.[05].*")) {
			throw Refused.gemini("Function calling with a response mime type: 'application/json' is unsupported");
		}
	}

}
