package dev.serai.gateway.endpoint.openai;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/**
 * Reads an object of a request field by field. A field of the wrong type or range is
 * refused with 400 by its full name; null counts as absent.
 *
 * @param extras receives fields without a neutral meaning, by their full name
 */
record Fields(ObjectNode node, FieldPath path, Map<String, JsonNode> extras) {

	/** Returns an item of a list as an object. */
	static Fields of(JsonNode node, FieldPath path, Map<String, JsonNode> extras) {
		if (node instanceof ObjectNode object) {
			return new Fields(object, path, extras);
		}
		throw wrongType(path, "an object");
	}

	@Nullable JsonNode get(String name) {
		JsonNode value = this.node.get(name);
		return (value == null || value.isNull()) ? null : value;
	}

	JsonNode required(String name) {
		JsonNode value = get(name);
		if (value == null) {
			throw missing(name);
		}
		return value;
	}

	@Nullable String text(String name) {
		JsonNode value = get(name);
		if (value == null) {
			return null;
		}
		if (!value.isTextual()) {
			throw wrongType(this.path.field(name), "a string");
		}
		return value.textValue();
	}

	String requiredText(String name) {
		String text = text(name);
		if (text == null) {
			throw missing(name);
		}
		return text;
	}

	/** Returns a name or id: a string that is not empty. */
	String requiredName(String name) {
		String text = requiredText(name);
		if (text.isEmpty()) {
			throw invalid(name, "must not be empty");
		}
		return text;
	}

	@Nullable Boolean bool(String name) {
		JsonNode value = get(name);
		if (value == null) {
			return null;
		}
		if (!value.isBoolean()) {
			throw wrongType(this.path.field(name), "true or false");
		}
		return value.booleanValue();
	}

	boolean isTrue(String name) {
		return Boolean.TRUE.equals(bool(name));
	}

	@Nullable Integer integer(String name, int from, int to) {
		JsonNode value = get(name);
		if (value == null) {
			return null;
		}
		if (!value.isIntegralNumber()) {
			throw wrongType(this.path.field(name), "an integer");
		}
		if (!value.canConvertToInt() || value.intValue() < from || value.intValue() > to) {
			throw invalid(name, "must be from " + from + " to " + to);
		}
		return value.intValue();
	}

	@Nullable Long longInteger(String name) {
		JsonNode value = get(name);
		if (value == null) {
			return null;
		}
		if (!value.isIntegralNumber()) {
			throw wrongType(this.path.field(name), "an integer");
		}
		if (!value.canConvertToLong()) {
			throw invalid(name, "must fit 64 bits");
		}
		return value.longValue();
	}

	@Nullable Double number(String name, int from, int to) {
		JsonNode value = get(name);
		if (value == null) {
			return null;
		}
		if (!value.isNumber()) {
			throw wrongType(this.path.field(name), "a number");
		}
		double number = value.doubleValue();
		if (!(number >= from && number <= to)) {
			throw invalid(name, "must be from " + from + " to " + to);
		}
		return number;
	}

	@Nullable Fields object(String name) {
		JsonNode value = get(name);
		return (value == null) ? null : of(value, this.path.field(name), this.extras);
	}

	Fields requiredObject(String name) {
		return of(required(name), this.path.field(name), this.extras);
	}

	@Nullable ObjectNode tree(String name) {
		Fields object = object(name);
		return (object == null) ? null : object.node;
	}

	/**
	 * Returns the items of a list, each read by the reader; items for which it returns
	 * null are left out. Empty when there is no list.
	 */
	<T> List<T> list(String name, BiFunction<JsonNode, FieldPath, @Nullable T> reader) {
		JsonNode value = get(name);
		if (value == null) {
			return new ArrayList<>();
		}
		FieldPath list = this.path.field(name);
		if (!(value instanceof ArrayNode array)) {
			throw wrongType(list, "a list");
		}
		List<T> items = new ArrayList<>(array.size());
		for (int i = 0; i < array.size(); i++) {
			T item = reader.apply(array.get(i), list.item(i));
			if (item != null) {
				items.add(item);
			}
		}
		return items;
	}

	/** Returns the items of a list of objects in the same way. */
	<T> List<T> objects(String name, Function<Fields, @Nullable T> reader) {
		return list(name, (item, itemPath) -> reader.apply(of(item, itemPath, this.extras)));
	}

	/** Keeps a field without a neutral meaning in the extras. */
	void keep(String name) {
		JsonNode value = get(name);
		if (value != null) {
			this.extras.put(this.path.field(name).toString(), value);
		}
	}

	/** Keeps an empty list in the extras: some providers refuse it. */
	void keepEmpty(String name) {
		if (get(name) instanceof ArrayNode list && list.isEmpty()) {
			keep(name);
		}
	}

	/** Keeps this whole object in the extras. */
	void keepAll() {
		this.extras.put(this.path.toString(), this.node);
	}

	/** Keeps all fields in the extras that are not known and have a value. */
	void keepOthers(Set<String> known) {
		for (Iterator<Map.Entry<String, JsonNode>> it = this.node.fields(); it.hasNext();) {
			Map.Entry<String, JsonNode> field = it.next();
			if (!known.contains(field.getKey()) && !field.getValue().isNull()) {
				this.extras.put(this.path.field(field.getKey()).toString(), field.getValue());
			}
		}
	}

	CallRefused missing(String name) {
		String field = this.path.field(name).toString();
		return ApiError.invalid(field, "missing_required_parameter", field + " is missing.").refused();
	}

	CallRefused invalid(String name, String rule) {
		return invalid(this.path.field(name), rule);
	}

	static CallRefused invalid(FieldPath field, String rule) {
		return ApiError.invalid(field.toString(), field + " " + rule + ".").refused();
	}

	static CallRefused wrongType(FieldPath field, String type) {
		return ApiError.invalid(field.toString(), "invalid_type", field + " must be " + type + ".").refused();
	}

}
