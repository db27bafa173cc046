package dev.serai.gateway.endpoint.openai;

import org.jspecify.annotations.Nullable;

/**
 * Where a field stands in a request. Costs little to make, since most requests are right;
 * its text, for instance {@code messages[2].content[0].text}, is made when one is wrong.
 *
 * @param index the position in the parent's list; -1 for a field by name
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
