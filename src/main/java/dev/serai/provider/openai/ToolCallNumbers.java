package dev.serai.provider.openai;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the tool calls of one choice, and names those that have no id. Providers leave
 * the index out, or give parallel calls the same one; the id then tells calls apart. One
 * per choice, not thread-safe.
 */
final class ToolCallNumbers {

	private final String seed;

	/** By number: the provider's own index, -1 when it gave none. */
	private final List<Integer> indexes = new ArrayList<>();

	private final List<String> ids = new ArrayList<>();

	/**
	 * @param seed what invented ids are made from: the same for the same choice of the
	 * same answer, so that reading it twice gives them twice
	 */
	ToolCallNumbers(String seed) {
		this.seed = seed;
	}

	int count() {
		return this.indexes.size();
	}

	String id(int number) {
		return this.ids.get(number);
	}

	/**
	 * The number of the call that a fragment belongs to; a new one if it begins a call.
	 */
	int number(JsonNode fragment) {
		String id = Json.textOrEmpty(fragment, "id");
		JsonNode given = fragment.path("index");
		int index = given.isInt() ? given.intValue() : -1;
		boolean named = !Json.textOrEmpty(fragment.path("function"), "name").isEmpty();
		Integer known = known(index, id, named);
		if (known != null) {
			return known;
		}
		this.indexes.add(index);
		this.ids.add(id.isEmpty() ? invented() : id);
		return count() - 1;
	}

	private @Nullable Integer known(int index, String id, boolean named) {
		if (!id.isEmpty() && this.ids.contains(id)) {
			return this.ids.indexOf(id);
		}
		if (index >= 0) {
			int last = this.indexes.lastIndexOf(index);
			// Another id with a name is another call, whatever its index says.
			return (last < 0 || (named && !id.isEmpty())) ? null : last;
		}
		return (named || count() == 0) ? null : count() - 1;
	}

	private String invented() {
		byte[] name = (this.seed + '/' + count()).getBytes(StandardCharsets.UTF_8);
		return "call_" + UUID.nameUUIDFromBytes(name).toString().replace("-", "").substring(0, 24);
	}

}
