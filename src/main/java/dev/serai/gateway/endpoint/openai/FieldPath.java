package dev.serai.gateway.endpoint.openai;

import org.jspecify.annotations.Nullable;

/**
 * The path of a field in a request. Cheap to create, because most requests are valid; its
 * text, for instance {@code messages[2].content[0].text}, is built only for an error.
 *
 * @param index the index in the parent's list; -1 for a field with a name
 */
record FieldPath(@Nullable FieldPath parent, String name, int index) {

	static final FieldPath ROOT = new FieldPath(null, "", -1);

	FieldPath field(String field) {
		return new FieldPath(this, field, -1);
	}

	FieldPath item(int position) {
		return new FieldPath(this, "", position);
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder();
		render(text);
		return text.toString();
	}

	private void render(StringBuilder text) {
		if (this.parent == null) {
			return;
		}
		this.parent.render(text);
		if (this.index >= 0) {
			text.append('[').append(this.index).append(']');
			return;
		}
		if (!text.isEmpty()) {
			text.append('.');
		}
		text.append(this.name);
	}

}
