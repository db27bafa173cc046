package dev.serai.gateway.provider.openai;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.operation.chat.ChatRequest.OutputFormat;
import dev.serai.gateway.operation.chat.ChatRequest.Reasoning;
import dev.serai.gateway.operation.chat.ChatRequest.Sampling;
import dev.serai.gateway.operation.chat.ChatRequest.Tool;
import dev.serai.gateway.operation.chat.ChatRequest.ToolChoice;
import dev.serai.gateway.operation.chat.Message;
import org.jspecify.annotations.Nullable;

/** Writes a request that came in another format. */
final class RequestWriter {

	private static final ObjectMapper TREES = new ObjectMapper(Json.FACTORY);

	private final JsonGenerator json;

	private final ChatRequest request;

	private RequestWriter(JsonGenerator json, ChatRequest request) {
		this.json = json;
		this.request = request;
	}

	/**
	 * @param limitField this provider's field for the limit of the answer's tokens
	 */
	static byte[] write(ChatRequest request, String model, String limitField) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
		try (JsonGenerator json = TREES.createGenerator(bytes)) {
			new RequestWriter(json, request).write(model, limitField);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	private void write(String model, String limitField) throws IOException {
		this.json.writeStartObject();
		this.json.writeStringField("model", model);
		this.json.writeArrayFieldStart("messages");
		MessageWriter messages = new MessageWriter(this.json);
		for (Message message : this.request.messages()) {
			messages.write(message);
		}
		this.json.writeEndArray();
		tools();
		format(this.request.format());
		sampling(this.request.sampling());
		optional(limitField, this.request.maxOutputTokens());
		if (this.request.choices() != 1) {
			this.json.writeNumberField("n", this.request.choices());
		}
		if (this.request.reasoning() != null) {
			this.json.writeStringField("reasoning_effort", effort(this.request.reasoning()));
		}
		if (this.request.stream()) {
			this.json.writeBooleanField("stream", true);
			this.json.writeObjectFieldStart("stream_options");
			this.json.writeBooleanField("include_usage", true);
			this.json.writeEndObject();
		}
		optional("user", this.request.user());
		for (Map.Entry<String, JsonNode> extra : this.request.extras().entrySet()) {
			optional(extra.getKey(), extra.getValue());
		}
		this.json.writeEndObject();
	}

	private void tools() throws IOException {
		if (!this.request.tools().isEmpty()) {
			this.json.writeArrayFieldStart("tools");
			for (Tool tool : this.request.tools()) {
				tool(tool);
			}
			this.json.writeEndArray();
		}
		if (this.request.toolChoice() != null) {
			toolChoice(this.request.toolChoice());
		}
		optional("parallel_tool_calls", this.request.parallelToolCalls());
	}

	private void tool(Tool tool) throws IOException {
		this.json.writeStartObject();
		this.json.writeStringField("type", "function");
		this.json.writeObjectFieldStart("function");
		this.json.writeStringField("name", tool.name());
		optional("description", tool.description());
		optional("parameters", tool.parameters());
		optional("strict", tool.strict());
		this.json.writeEndObject();
		this.json.writeEndObject();
	}

	private void toolChoice(ToolChoice choice) throws IOException {
		switch (choice) {
			case ToolChoice.Auto() -> this.json.writeStringField("tool_choice", "auto");
			case ToolChoice.None() -> this.json.writeStringField("tool_choice", "none");
			case ToolChoice.Required() -> this.json.writeStringField("tool_choice", "required");
			case ToolChoice.Named(String name) -> {
				this.json.writeObjectFieldStart("tool_choice");
				this.json.writeStringField("type", "function");
				this.json.writeObjectFieldStart("function");
				this.json.writeStringField("name", name);
				this.json.writeEndObject();
				this.json.writeEndObject();
			}
		}
	}

	private void format(OutputFormat format) throws IOException {
		switch (format) {
			case OutputFormat.Text() -> {
			}
			case OutputFormat.JsonObject() -> {
				this.json.writeObjectFieldStart("response_format");
				this.json.writeStringField("type", "json_object");
				this.json.writeEndObject();
			}
			case OutputFormat.JsonSchema schema -> {
				this.json.writeObjectFieldStart("response_format");
				this.json.writeStringField("type", "json_schema");
				this.json.writeObjectFieldStart("json_schema");
				this.json.writeStringField("name", schema.name());
				optional("description", schema.description());
				optional("schema", schema.schema());
				optional("strict", schema.strict());
				this.json.writeEndObject();
				this.json.writeEndObject();
			}
		}
	}

	private void sampling(Sampling sampling) throws IOException {
		optional("temperature", sampling.temperature());
		optional("top_p", sampling.topP());
		optional("seed", sampling.seed());
		optional("presence_penalty", sampling.presencePenalty());
		optional("frequency_penalty", sampling.frequencyPenalty());
		if (!sampling.stop().isEmpty()) {
			this.json.writeArrayFieldStart("stop");
			for (String text : sampling.stop()) {
				this.json.writeString(text);
			}
			this.json.writeEndArray();
		}
	}

	/**
	 * This API has no budget of tokens, so it is sent as the effort for which other
	 * providers spend about as many.
	 */
	private static String effort(Reasoning reasoning) {
		if (reasoning.effort() != null || reasoning.budgetTokens() == null) {
			return (reasoning.effort() != null) ? reasoning.effort() : "medium";
		}
		int budget = reasoning.budgetTokens();
		if (budget == 0) {
			return "none";
		}
		return (budget <= 2_048) ? "low" : (budget <= 12_288) ? "medium" : "high";
	}

	private void optional(String field, @Nullable Object value) throws IOException {
		if (value != null) {
			this.json.writeFieldName(field);
			this.json.writePOJO(value);
		}
	}

}
