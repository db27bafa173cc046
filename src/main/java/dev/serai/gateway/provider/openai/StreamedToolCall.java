package dev.serai.gateway.provider.openai;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.provider.ArgumentStream;
import org.jspecify.annotations.Nullable;

/**
 * One tool call of a stream. Its pieces are collected until its head (id, type and name)
 * is known to be complete; from then on its arguments are passed on piece by piece. The
 * head is complete at once when the first piece has id, name and arguments as text, even
 * an empty one, unless the name is only the beginning of a tool's name. Not thread-safe.
 */
final class StreamedToolCall {

	/**
	 * The length of arguments from which they are no longer held back to wait for an id,
	 * in characters.
	 */
	private static final int WAIT_FOR_ID = 4_096;

	/** The most that is held for a call without a name, in characters. */
	private static final int MOST_HELD = 1 << 20;

	/** A shorter name is not recognised as a repetition. */
	private static final int SHORTEST_REPEATED = 3;

	/** The provider's own index; -1 when there is none. */
	private final int index;

	private final OfferedTools offered;

	/** Arguments that arrived before the head was sent. */
	private final StringBuilder arguments = new StringBuilder();

	/** The arguments on their way to the caller. */
	private final ArgumentStream passedOn = new ArgumentStream();

	private String id = "";

	private String name = "";

	/** All pieces in one; null once the head has been sent. */
	private @Nullable ObjectNode held;

	private boolean headEnded;

	/** Whether the first piece contains the complete head. */
	private boolean wholeAtOnce;

	/** Whether the head differs from the one piece that it came in. */
	private boolean rewritten;

	private boolean hasArguments;

	private boolean function;

	private boolean invented;

	StreamedToolCall(int index, OfferedTools offered) {
		this.index = index;
		this.offered = offered;
	}

	int index() {
		return this.index;
	}

	String id() {
		return this.id;
	}

	boolean isNamed() {
		return !this.name.isEmpty();
	}

	boolean hasArguments() {
		return this.hasArguments;
	}

	/** Returns whether the provider has sent no id. */
	boolean isAnonymous() {
		return this.id.isEmpty() || this.invented;
	}

	boolean isTold() {
		return this.headEnded && this.held == null;
	}

	/** Returns whether a piece repeats the call's name. */
	boolean isNamed(String again) {
		return this.name.equals(again);
	}

	/** Returns whether the arguments so far are a complete JSON object. */
	boolean hasAllArguments() {
		String text = this.arguments.toString().strip();
		return text.endsWith("}") && Json.isObject(text);
	}

	/** Adds a piece to what is held. */
	void add(ObjectNode piece) {
		JsonNode function = piece.path("function");
		String pieceOfId = Json.textOrEmpty(piece, "id");
		String pieceOfName = Json.textOrEmpty(function, "name");
		String fragment = fragment(function);
		boolean wasNamed = isNamed();
		boolean newHead = addId(pieceOfId) | addName(pieceOfName, !pieceOfId.isEmpty());
		this.arguments.append(fragment);
		this.hasArguments |= !fragment.isEmpty();
		this.function |= function.isObject();
		if (this.arguments.length() > MOST_HELD) {
			throw Json.malformed("A tool call of the provider's answer has no name");
		}
		boolean hasHead = this.held == null && !pieceOfId.isEmpty() && !pieceOfName.isEmpty();
		this.headEnded |= !fragment.isBlank() && (hasHead || (wasNamed && !newHead));
		this.wholeAtOnce |= hasHead && function.path("arguments").isTextual()
				&& (this.headEnded || !this.offered.mayGoOn(this.name));
		if (this.held == null) {
			this.held = piece;
		}
		else {
			merge(this.held, piece);
			this.rewritten = true;
		}
	}

	private boolean addId(String piece) {
		if (piece.isEmpty() || piece.equals(this.id)) {
			return false;
		}
		this.id += piece;
		return true;
	}

	private boolean addName(String piece, boolean withId) {
		boolean again = piece.equals(this.name) && (withId || this.hasArguments || piece.length() >= SHORTEST_REPEATED);
		if (piece.isEmpty() || again) {
			return false;
		}
		this.name += piece;
		return true;
	}

	/** Arguments are text, except for providers that send the object itself. */
	private static String fragment(JsonNode function) {
		JsonNode arguments = function.path("arguments");
		return arguments.isTextual() ? arguments.textValue() : arguments.isObject() ? Json.text(arguments) : "";
	}

	private static void merge(ObjectNode into, ObjectNode piece) {
		for (Map.Entry<String, JsonNode> field : piece.properties()) {
			JsonNode there = into.get(field.getKey());
			if (there instanceof ObjectNode inner && field.getValue() instanceof ObjectNode more) {
				merge(inner, more);
			}
			else if (!field.getValue().isNull() || there == null) {
				into.set(field.getKey(), field.getValue());
			}
		}
	}

	/**
	 * Returns whether this call is of another type than function, which is passed on
	 * unchanged.
	 */
	boolean isOther() {
		if (this.held == null || this.function) {
			return false;
		}
		String type = Json.textOrEmpty(this.held, "type");
		return this.held.path("custom").isObject() || !(type.isEmpty() || type.equals("function"));
	}

	/**
	 * Returns whether the head can be sent: it was complete at once, or arguments have
	 * followed.
	 */
	boolean canBeTold() {
		boolean followed = this.headEnded && !mayBeNone();
		return this.wholeAtOnce || (followed && (!this.id.isEmpty() || this.arguments.length() >= WAIT_FOR_ID));
	}

	/** Returns whether the content so far may still mean no arguments. */
	private boolean mayBeNone() {
		return "null".startsWith(this.arguments.toString().strip());
	}

	/**
	 * Returns the head, with the arguments so far.
	 * @param number the call's number, which is its index for the caller
	 * @param inventedId the id for a call without one
	 * @param ended whether no more arguments can come
	 */
	ObjectNode tell(int number, String inventedId, boolean ended) {
		ObjectNode head = this.held;
		if (head == null) {
			throw new IllegalStateException("The head of tool call " + number + " has been told");
		}
		boolean other = isOther();
		this.held = null;
		this.headEnded = true;
		this.invented = this.id.isEmpty();
		this.id = this.invented ? inventedId : this.id;
		number(head, number);
		write(head, "id", this.id);
		String given = this.passedOn.more(this.arguments.toString());
		String rest = (ended || other) ? this.passedOn.end() : "";
		if (!other) {
			if (!Json.has(head, "type")) {
				write(head, "type", "function");
			}
			ObjectNode function = (head.get("function") instanceof ObjectNode there) ? there
					: head.putObject("function");
			write(function, "name", this.name);
			write(function, "arguments", given + rest);
		}
		this.arguments.setLength(0);
		return head;
	}

	private void number(ObjectNode head, int number) {
		if (head.path("index").asInt(-1) != number) {
			head.put("index", number);
			this.rewritten = true;
		}
	}

	private void write(ObjectNode into, String field, String text) {
		if (!text.equals(Json.text(into, field))) {
			into.put(field, text);
			this.rewritten = true;
		}
	}

	/**
	 * Returns whether the head was assembled or changed, so that the received piece
	 * cannot be passed on.
	 */
	boolean isRewritten() {
		return this.rewritten;
	}

	/** Returns whether the head was sent, and no arguments yet. */
	boolean isWithoutArguments() {
		return isTold() && !this.passedOn.hasSaid();
	}

	/** Returns a piece with the arguments of a call that was sent without any. */
	ObjectNode noArguments(int number, ObjectNode piece) {
		piece.put("index", number).putObject("function").put("arguments", this.passedOn.end());
		return piece;
	}

	/**
	 * Normalises a piece after the head: it repeats no part of the head.
	 * @return whether it was changed
	 */
	boolean conform(int number, ObjectNode piece) {
		boolean changed = false;
		if (piece.path("index").asInt(-1) != number) {
			piece.put("index", number);
			changed = true;
		}
		if (!Json.textOrEmpty(piece, "id").isEmpty()) {
			piece.remove("id");
			changed = true;
		}
		if (piece.get("function") instanceof ObjectNode function) {
			if (!Json.textOrEmpty(function, "name").isEmpty()) {
				function.remove("name");
				changed = true;
			}
			changed |= passOn(function);
			this.hasArguments = true;
		}
		return changed;
	}

	private boolean passOn(ObjectNode function) {
		if (!function.has("arguments")) {
			return false;
		}
		String fragment = this.passedOn.more(fragment(function));
		if (fragment.equals(Json.text(function, "arguments"))) {
			return false;
		}
		function.put("arguments", fragment);
		return true;
	}

	/** Nothing of a malformed call is sent. */
	static ProviderFailure malformed() {
		return Json.malformed("A tool call of the provider's answer is not a JSON object");
	}

}
