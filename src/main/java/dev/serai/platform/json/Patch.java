package dev.serai.platform.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.platform.error.CallRefused;

/**
 * The fields that a request changes. A field that was not sent stays as it is; null is a
 * value like any other.
 */
public final class Patch {

	private final ObjectNode fields;

	private Patch(ObjectNode fields) {
		this.fields = fields;
	}

	/**
	 * @throws CallRefused 400, as {@link StrictJson#object}
	 */
	public static Patch of(byte[] body) {
		return new Patch(StrictJson.object(body));
	}

	/** Whether the field was sent, possibly as null. */
	public boolean has(String field) {
		return this.fields.has(field);
	}

	/**
	 * Returns the record with the sent fields in place of its own.
	 * @throws CallRefused 400, as {@link StrictJson#as}
	 */
	@SuppressWarnings("unchecked")
	public <T extends Record> T onto(T before) {
		return (T) StrictJson.as(StrictJson.tree(before).setAll(this.fields), before.getClass());
	}

}
