package dev.serai.gateway.provider.openai;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The tool calls of one choice of a stream, in the form that OpenAI's SDKs rely on: each
 * call's first item has its id, type and complete name, and calls are numbered from 0
 * without gaps. Providers omit the index or send parallel calls with the same one, send
 * no id, or send id, name and arguments in pieces of any order. A head that is not
 * complete at once is held back until arguments follow, or the choice ends. One per
 * choice, not thread-safe.
 */
final class StreamedToolCalls {

	private final String seed;

	private final OfferedTools offered;

	private final List<StreamedToolCall> calls = new ArrayList<>();

	/** The number of calls that have been sent, from the first one. */
	private int told;

	/**
	 * @param seed the seed of generated ids: the same for the same choice of the same
	 * answer, so that reading it again gives the same ids
	 * @param offered the request's tools
	 */
	StreamedToolCalls(String seed, OfferedTools offered) {
		this.seed = seed;
		this.offered = offered;
	}

	/** Returns a generated id for the call with this number. */
	static String inventedId(String seed, int number) {
		byte[] name = (seed + '/' + number).getBytes(StandardCharsets.UTF_8);
		return "call_" + UUID.nameUUIDFromBytes(name).toString().replace("-", "").substring(0, 24);
	}

	/** Returns whether the end of the choice has to complete a call. */
	boolean holdsBack() {
		return holdsHeads() || this.calls.stream().anyMatch(StreamedToolCall::isWithoutArguments);
	}

	/** Returns whether there are calls whose head was not sent. */
	private boolean holdsHeads() {
		return this.told < this.calls.size();
	}

	/**
	 * Reads a chunk's items, and leaves in it what may be sent now.
	 * @return whether it was changed
	 */
	boolean take(ArrayNode items) {
		List<JsonNode> now = new ArrayList<>(items.size());
		Set<Integer> inChunk = new HashSet<>(2);
		boolean changed = false;
		for (JsonNode item : items) {
			if (!(item instanceof ObjectNode piece)) {
				throw StreamedToolCall.malformed();
			}
			int number = number(piece, inChunk);
			inChunk.add(number);
			StreamedToolCall call = this.calls.get(number);
			if (call.isTold()) {
				changed |= call.conform(number, piece);
				now.add(piece);
			}
			else {
				call.add(piece);
				int before = this.told;
				if (call.isOther()) {
					tellUpTo(number + 1, now);
				}
				while (holdsHeads() && this.calls.get(this.told).canBeTold()) {
					now.add(tellNext(false));
				}
				changed |= before != number || this.told != number + 1 || call.isRewritten();
			}
		}
		if (changed) {
			items.removeAll();
			items.addAll(now);
		}
		return changed;
	}

	/** Ends the choice and adds what was held back. */
	void end(ArrayNode into) {
		for (int number = 0; number < this.told; number++) {
			StreamedToolCall call = this.calls.get(number);
			if (call.isWithoutArguments()) {
				into.add(call.noArguments(number, into.objectNode()));
			}
		}
		while (holdsHeads()) {
			into.add(tellNext(true));
		}
	}

	private void tellUpTo(int end, List<JsonNode> now) {
		while (this.told < end) {
			now.add(tellNext(false));
		}
	}

	private ObjectNode tellNext(boolean ended) {
		int number = this.told++;
		return this.calls.get(number).tell(number, inventedId(this.seed, number), ended);
	}

	/**
	 * Returns the number of the call that a piece belongs to; a new one if it begins a
	 * call.
	 * @param inChunk the calls with earlier pieces in this chunk
	 */
	private int number(ObjectNode piece, Set<Integer> inChunk) {
		JsonNode given = piece.path("index");
		int index = given.isInt() ? given.intValue() : -1;
		String id = Json.textOrEmpty(piece, "id");
		String name = Json.textOrEmpty(piece.path("function"), "name");
		int ofId = ofId(id);
		int known = (index >= 0) ? indexed(index, id, name, piece) : last(id, name, inChunk);
		if (index < 0 || known < 0) {
			// The id decides where the index does not, except for two calls with the same
			// id.
			known = (ofId >= 0 && (index < 0 || name.isEmpty())) ? ofId : known;
		}
		if (known < 0) {
			this.calls.add(new StreamedToolCall(index, this.offered));
			return this.calls.size() - 1;
		}
		return known;
	}

	private int ofId(String id) {
		for (int i = this.calls.size() - 1; i >= 0 && !id.isEmpty(); i--) {
			if (this.calls.get(i).id().equals(id)) {
				return i;
			}
		}
		return -1;
	}

	/** Returns the call of a piece that has an index; -1 when it begins one. */
	private int indexed(int index, String id, String name, ObjectNode piece) {
		int last = -1;
		for (int i = 0; i < this.calls.size(); i++) {
			last = (this.calls.get(i).index() == index) ? i : last;
		}
		if (last < 0) {
			return -1;
		}
		StreamedToolCall call = this.calls.get(last);
		if (id.isEmpty()) {
			return beginsAgain(call, name, piece) ? -1 : last;
		}
		if (call.isAnonymous()) {
			return (!name.isEmpty() && call.isNamed() && call.hasArguments()) ? -1 : last;
		}
		int ofId = ofId(id);
		// Another id is another call, unless this one still has no name.
		return (ofId >= 0) ? ofId : (call.isNamed() || call.isTold()) ? -1 : last;
	}

	/** Providers that send all calls with the same index and no id send each complete. */
	private static boolean beginsAgain(StreamedToolCall call, String name, ObjectNode piece) {
		if (name.isEmpty() || !call.isNamed()) {
			return false;
		}
		if (call.isTold()) {
			return !call.isNamed(name);
		}
		return call.hasAllArguments() && !piece.path("function").path("arguments").asText("").isBlank();
	}

	/** Returns the call of a piece without an index; -1 when it begins one. */
	private int last(String id, String name, Set<Integer> inChunk) {
		int last = this.calls.size() - 1;
		boolean hasHead = !id.isEmpty() || !name.isEmpty();
		if (last < 0 || (hasHead && inChunk.contains(last))) {
			return -1;
		}
		StreamedToolCall call = this.calls.get(last);
		if (!id.isEmpty()) {
			return (call.isAnonymous() && (name.isEmpty() || !call.isNamed())) ? last : -1;
		}
		boolean another = !name.isEmpty() && call.isNamed() && call.hasArguments()
				&& (!call.isNamed(name) || call.isTold() || call.hasAllArguments());
		return another ? -1 : last;
	}

}
