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
 * call's first item has its id, type and whole name, and calls are numbered from 0
 * without gaps. Providers leave the index out or give parallel calls the same one, give
 * no id, or say id, name and arguments in pieces of any order. A head that is not whole
 * at once is held back until arguments come after it, or the choice ends. One per choice,
 * not thread-safe.
 */
final class StreamedToolCalls {

	private final String seed;

	private final OfferedTools offered;

	private final List<StreamedToolCall> calls = new ArrayList<>();

	/** So many calls, the first ones, have been told. */
	private int told;

	/**
	 * @param seed what invented ids are made from: the same for the same choice of the
	 * same answer, so that reading it twice gives them twice
	 * @param offered the tools that the model could call
	 */
	StreamedToolCalls(String seed, OfferedTools offered) {
		this.seed = seed;
		this.offered = offered;
	}

	/** An id for the call so numbered. */
	static String inventedId(String seed, int number) {
		byte[] name = (seed + '/' + number).getBytes(StandardCharsets.UTF_8);
		return "call_" + UUID.nameUUIDFromBytes(name).toString().replace("-", "").substring(0, 24);
	}

	/** Whether the end of the choice has to complete a call. */
	boolean holdsBack() {
		return holdsHeads() || this.calls.stream().anyMatch(StreamedToolCall::isWithoutArguments);
	}

	/** Whether there are calls that the caller has not been told of. */
	private boolean holdsHeads() {
		return this.told < this.calls.size();
	}

	/**
	 * Takes what a chunk holds, and leaves in it what the caller may be told now.
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

	/** The choice has ended: what was held back is told. */
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
	 * The number of the call that a piece belongs to; a new one if it begins a call.
	 * @param inChunk the calls that this chunk had pieces of before
	 */
	private int number(ObjectNode piece, Set<Integer> inChunk) {
		JsonNode given = piece.path("index");
		int index = given.isInt() ? given.intValue() : -1;
		String id = Json.textOrEmpty(piece, "id");
		String name = Json.textOrEmpty(piece.path("function"), "name");
		int ofId = ofId(id);
		int known = (index >= 0) ? indexed(index, id, name, piece) : last(id, name, inChunk);
		if (index < 0 || known < 0) {
			// The id tells where the index does not, but for two calls that share one.
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

	/** The call of a piece that has an index; -1 when it begins one. */
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
		// Another id is another call, unless this one is still without a name.
		return (ofId >= 0) ? ofId : (call.isNamed() || call.isTold()) ? -1 : last;
	}

	/** Providers that give all calls the same index and no id give each whole. */
	private static boolean beginsAgain(StreamedToolCall call, String name, ObjectNode piece) {
		if (name.isEmpty() || !call.isNamed()) {
			return false;
		}
		if (call.isTold()) {
			return !call.isNamed(name);
		}
		return call.hasAllArguments() && !piece.path("function").path("arguments").asText("").isBlank();
	}

	/** The call of a piece without an index; -1 when it begins one. */
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
