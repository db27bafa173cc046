package dev.serai.gateway.endpoint.openai;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.serai.platform.error.ApiError;

/**
 * Writes an error in OpenAI's format,
 * {@code {"error":{"message","type","param","code"}}}. As with OpenAI, the request's id
 * is a header.
 */
public final class ErrorBody {

	private static final JsonFactory JSON = new JsonFactory();

	private ErrorBody() {
	}

	public static byte[] of(ApiError error) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
		try (JsonGenerator json = JSON.createGenerator(bytes)) {
			json.writeStartObject();
			json.writeObjectFieldStart("error");
			json.writeStringField("message", error.message());
			json.writeStringField("type", error.type());
			json.writeStringField("param", error.param());
			json.writeStringField("code", error.code());
			json.writeEndObject();
			json.writeEndObject();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

}
