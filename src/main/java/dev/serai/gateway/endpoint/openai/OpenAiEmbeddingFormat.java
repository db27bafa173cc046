package dev.serai.gateway.endpoint.openai;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.operation.AnswerEvent;
import dev.serai.gateway.operation.AnswerName;
import dev.serai.gateway.operation.OperationRequest;
import dev.serai.gateway.operation.TextEditor;
import dev.serai.gateway.operation.TextReader;
import dev.serai.gateway.operation.Usage;
import dev.serai.gateway.operation.embedding.EmbeddingRequest;
import dev.serai.gateway.operation.embedding.Embeddings;
import dev.serai.platform.json.JsonBuffers;

/** The format of OpenAI's {@code POST /v1/embeddings}. */
public final class OpenAiEmbeddingFormat extends OpenAiFormat<EmbeddingRequest> {

	private static final JsonFactory JSON = JsonBuffers.pooled().build();

	private final EmbeddingRequestReader reader = new EmbeddingRequestReader();

	/**
	 * @param contract refuses a body that violates the API contract
	 */
	public OpenAiEmbeddingFormat(Consumer<ObjectNode> contract) {
		super(EmbeddingRequest.OPENAI_FORMAT, contract);
	}

	@Override
	EmbeddingRequest request(ObjectNode root) {
		return this.reader.read(root);
	}

	@Override
	public void texts(OperationRequest request, TextReader to) {
		((EmbeddingRequest) request).texts().forEach(input -> to.text(input.text()));
	}

	@Override
	boolean change(ObjectNode root, TextEditor editor) {
		return TextInputs.edit(root, "input", this.reader.read(root).texts(), editor);
	}

	@Override
	public byte[] whole(AnswerName name, Instant created, List<? extends AnswerEvent> events, Usage usage) {
		Embeddings answer = (Embeddings) events.getFirst();
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(8_192);
		try (JsonGenerator json = JSON.createGenerator(bytes)) {
			json.setCodec(MAPPER);
			json.writeStartObject();
			json.writeStringField("object", "list");
			json.writeArrayFieldStart("data");
			for (int i = 0; i < answer.vectors().size(); i++) {
				json.writeStartObject();
				json.writeStringField("object", "embedding");
				json.writeNumberField("index", i);
				json.writeFieldName("embedding");
				vector(json, answer.vectors().get(i), answer.base64());
				json.writeEndObject();
			}
			json.writeEndArray();
			json.writeStringField("model", name.model());
			json.writeFieldName("usage");
			json.writeTree(usage(usage));
			json.writeEndObject();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	private static void vector(JsonGenerator json, float[] vector, boolean base64) throws IOException {
		if (base64) {
			ByteBuffer floats = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
			floats.asFloatBuffer().put(vector);
			json.writeBinary(floats.array());
			return;
		}
		json.writeStartArray();
		for (float number : vector) {
			json.writeNumber(number);
		}
		json.writeEndArray();
	}

	@Override
	public JsonNode usage(Usage usage) {
		return JsonNodeFactory.instance.objectNode()
			.put("prompt_tokens", usage.input())
			.put("total_tokens", usage.total());
	}

}
