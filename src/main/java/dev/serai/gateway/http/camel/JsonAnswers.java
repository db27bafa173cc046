package dev.serai.gateway.http.camel;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import dev.serai.platform.json.Patch;
import dev.serai.platform.json.StrictJson;
import org.apache.camel.Exchange;

/** Reads the parameters of information requests and writes JSON replies. */
public final class JsonAnswers {

	private static final int UUID_LENGTH = 36;

	private final ObjectMapper json;

	public JsonAnswers(ObjectMapper json) {
		this.json = json;
	}

	public void list(Exchange exchange, List<?> items) {
		reply(exchange, 200, Map.of("data", items));
	}

	public void reply(Exchange exchange, int status, Object answer) {
		try {
			JsonReply.put(exchange, status, this.json.writeValueAsBytes(answer));
		}
		catch (JsonProcessingException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns the body, which the contract has validated, as a record.
	 * @throws CallRefused 400 for a value that the record cannot hold
	 */
	public static <T> T body(Exchange exchange, Class<T> shape) {
		return StrictJson.as(body(exchange), shape);
	}

	/** Returns the fields that a body changes. */
	public static Patch patch(Exchange exchange) {
		return Patch.of(body(exchange));
	}

	private static byte[] body(Exchange exchange) {
		byte[] body = exchange.getMessage().getBody(byte[].class);
		return (body != null) ? body : new byte[0];
	}

	/**
	 * Returns the id in the path.
	 * @param kind the kind of object; a text that is not an id gives 404
	 */
	public static UUID id(Exchange exchange, String kind) {
		return id(exchange, "id", kind);
	}

	/**
	 * As {@link #id}.
	 * @param part the path parameter that holds it
	 */
	public static UUID id(Exchange exchange, String part, String kind) {
		String text = exchange.getMessage().getHeader(part, "", String.class);
		try {
			if (text.length() == UUID_LENGTH) {
				return UUID.fromString(text);
			}
		}
		catch (IllegalArgumentException ex) {
			// Handled below, like any other text that is not an id.
		}
		throw ApiError.notFound(kind).refused();
	}

}
