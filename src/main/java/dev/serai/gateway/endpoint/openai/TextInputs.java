package dev.serai.gateway.endpoint.openai;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.operation.TextEditor;
import dev.serai.gateway.operation.TextInput;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/** Reads texts from a single field of a request: {@code input} or {@code prompt}. */
final class TextInputs {

	/** OpenAI's limit per request; other providers have the same or a lower one. */
	private static final int MAX_INPUTS = 2_048;

	private TextInputs() {
	}

	/**
	 * Reads a text, a list of texts, a list of token ids or a list of such lists.
	 * @param mayBeEmpty whether a text may be empty
	 * @throws CallRefused 400, naming the first entry that is wrong
	 */
	static List<TextInput> read(Fields request, String field, boolean mayBeEmpty) {
		JsonNode input = request.required(field);
		FieldPath path = request.path().field(field);
		if (input.isTextual()) {
			return List.of(text(input, path, mayBeEmpty));
		}
		if (!(input instanceof ArrayNode list)) {
			throw Fields.wrongType(path, "a string or a list");
		}
		if (list.isEmpty()) {
			throw Fields.invalid(path, "must not be empty");
		}
		if (list.get(0).isNumber()) {
			return List.of(tokens(list, path));
		}
		if (list.size() > MAX_INPUTS) {
			throw Fields.invalid(path, "must not have more than " + MAX_INPUTS + " entries");
		}
		List<TextInput> inputs = new ArrayList<>(list.size());
		for (int i = 0; i < list.size(); i++) {
			inputs.add(entry(list.get(i), path.item(i), list.get(0), mayBeEmpty));
		}
		return inputs;
	}

	/** Reads an entry, which must have the form of the first one. */
	private static TextInput entry(JsonNode entry, FieldPath path, JsonNode first, boolean mayBeEmpty) {
		if (first.isTextual() && entry.isTextual()) {
			return text(entry, path, mayBeEmpty);
		}
		if (first.isArray() && entry instanceof ArrayNode ids) {
			return tokens(ids, path);
		}
		throw Fields.wrongType(path, first.isArray() ? "a list of token ids like the first entry" : "a string");
	}

	private static TextInput text(JsonNode text, FieldPath path, boolean mayBeEmpty) {
		if (text.textValue().isEmpty() && !mayBeEmpty) {
			throw Fields.invalid(path, "must not be empty");
		}
		return new TextInput.Text(text.textValue());
	}

	private static TextInput tokens(ArrayNode list, FieldPath path) {
		if (list.isEmpty()) {
			throw Fields.invalid(path, "must not be empty");
		}
		List<Integer> ids = new ArrayList<>(list.size());
		for (int i = 0; i < list.size(); i++) {
			JsonNode id = list.get(i);
			if (!id.isIntegralNumber() || !id.canConvertToInt()) {
				throw Fields.wrongType(path.item(i), "a token id");
			}
			ids.add(id.intValue());
		}
		@Nullable String text = TokenText.of(ids);
		if (text == null) {
			throw Fields.invalid(path, "holds an id that is no token of cl100k_base; send the text instead");
		}
		return new TextInput.Tokens(ids, text);
	}

	/**
	 * Changes the texts of a field. When the text of token ids changes, all entries
	 * become texts.
	 * @return whether anything was changed
	 */
	static boolean edit(ObjectNode root, String field, List<TextInput> texts, TextEditor editor) {
		List<String> edited = new ArrayList<>(texts.size());
		boolean changed = false;
		for (TextInput input : texts) {
			String text = editor.text(input.text());
			changed |= !text.equals(input.text());
			edited.add(text);
		}
		if (changed && root.get(field).isTextual()) {
			root.put(field, edited.getFirst());
		}
		else if (changed) {
			ArrayNode inputs = root.putArray(field);
			edited.forEach(inputs::add);
		}
		return changed;
	}

}
