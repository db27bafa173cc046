package dev.serai.gateway.provider.anthropic;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.exc.StreamWriteException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.operation.chat.ChatRequest.OutputFormat;
import dev.serai.gateway.operation.chat.Message;
import dev.serai.gateway.provider.anthropic.AnthropicTurns.Turn;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;

/**
 * Writes a request to the Messages API. Requires that {@link AnthropicLimits} found no
 * obstacle.
 */
final class AnthropicRequestWriter {

	private final ChatRequest request;

	private final Deployment deployment;

	private final JsonGenerator json;

	private AnthropicRequestWriter(ChatRequest request, Deployment deployment, JsonGenerator json) {
		this.request = request;
		this.deployment = deployment;
		this.json = json;
	}

	/**
	 * Returns the request as UTF-8 JSON.
	 * @throws CallRefused when a tool call's arguments are not valid Unicode, or a budget
	 * does not fit the deployment
	 */
	static byte[] write(ChatRequest request, Deployment deployment) {
		ByteArrayOutputStream out = new ByteArrayOutputStream(2048);
		try (JsonGenerator json = AnthropicJson.MAPPER.createGenerator(out)) {
			new AnthropicRequestWriter(request, deployment, json).request();
		}
		catch (StreamWriteException ex) {
			throw ApiError
				.invalid("messages", "invalid_unicode",
						"A tool call's arguments hold half of a surrogate pair; send whole Unicode characters")
				.refused();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return out.toByteArray();
	}

	private void request() throws IOException {
		this.json.writeStartObject();
		this.json.writeStringField("model", this.deployment.wireName());
		int maxTokens = (this.request.maxOutputTokens() != null) ? this.request.maxOutputTokens()
				: this.deployment.model().maxOutput();
		this.json.writeNumberField("max_tokens", maxTokens);
		if (this.request.stream()) {
			this.json.writeBooleanField("stream", true);
		}
		chat();
		AnthropicTools.write(this.json, this.request);
		sampling();
		AnthropicThinking thinking = AnthropicThinking.of(this.request, this.deployment.wireName(), maxTokens);
		thinking.write(this.json);
		outputConfig(thinking);
		AnthropicExtras.write(this.json, this.request);
		this.json.writeEndObject();
	}

	private void chat() throws IOException {
		AnthropicTurns chat = AnthropicTurns.of(this.request.messages());
		AnthropicBlocks blocks = new AnthropicBlocks(this.json);
		if (!chat.system().isEmpty()) {
			this.json.writeArrayFieldStart("system");
			blocks.parts(chat.system());
			this.json.writeEndArray();
		}
		this.json.writeArrayFieldStart("messages");
		for (Turn turn : chat.turns()) {
			this.json.writeStartObject();
			this.json.writeStringField("role", turn.role());
			this.json.writeArrayFieldStart("content");
			for (Message message : turn.messages()) {
				blocks.message(message);
			}
			this.json.writeEndArray();
			this.json.writeEndObject();
		}
		this.json.writeEndArray();
	}

	private void sampling() throws IOException {
		ChatRequest.Sampling sampling = this.request.sampling();
		if (sampling.temperature() != null) {
			this.json.writeNumberField("temperature", sampling.temperature());
		}
		if (sampling.topP() != null) {
			this.json.writeNumberField("top_p", sampling.topP());
		}
		List<String> stop = sampling.stop();
		if (!stop.isEmpty()) {
			this.json.writeArrayFieldStart("stop_sequences");
			for (String text : stop) {
				this.json.writeString(text);
			}
			this.json.writeEndArray();
		}
	}

	private void outputConfig(AnthropicThinking thinking) throws IOException {
		ObjectNode config = JsonNodeFactory.instance.objectNode();
		if (thinking instanceof AnthropicThinking.Adaptive adaptive) {
			config.put("effort", adaptive.effort());
		}
		if (this.request.format() instanceof OutputFormat.JsonSchema format) {
			config.putObject("format").put("type", "json_schema").set("schema", described(format));
		}
		if (!config.isEmpty()) {
			this.json.writeFieldName("output_config");
			this.json.writeTree(config);
		}
	}

	/** Returns the schema with the format's description, which has no other place. */
	private static ObjectNode described(OutputFormat.JsonSchema format) {
		ObjectNode schema = format.schema().deepCopy();
		if (format.description() != null && !schema.has("description")) {
			schema.put("description", format.description());
		}
		return schema;
	}

}
