package dev.serai.gateway.provider.openai;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.provider.ArgumentStream;
import org.jspecify.annotations.Nullable;

/**
 * One tool call of a stream. Its pieces are put together until its head (id, type and
 * name) is known to be whole; from then on its arguments pass piece by piece. The head is
 * whole at once when the first piece has id, name and arguments as text, even an empty
 * one, unless the name is only the beginning of an offered tool's. Not thread-safe.
 */
final class StreamedToolCall {

	/** Arguments of this length are not kept back any longer for an id to come. */
	private static final int WAIT_FOR_ID = 4_096;

	/** A provider that gives no name is not trusted with more memory than that. */
	private static final int MOST_HELD = 1 << 20;

	/** A name that is said twice in a row is no shorter than that. */
	private static final int SHORTEST_REPEATED = 3;

	/** The provider's own index; -1 when it gave none. */
	private final int index;

	private final OfferedTools offered;

	/** Arguments that came before the head was told. */
	private final StringBuilder arguments = new StringBuilder();

	/** The arguments on their way to the caller. */
	private final ArgumentStream passedOn = new ArgumentStream();

	private String id = "";

	private String name = "";

	/** All pieces in one; null once the head has been told. */
	private @Nullable ObjectNode held;

	private boolean headEnded;

	/** The first piece has all parts of a head. */
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

	/** Whether the provider has given no id. */
	boolean isAnonymous() {
		return this.id.isEmpty() || this.invented;
	}

	boolean isTold() {
		return this.headEnded && this.held == null;
	}

	/** Whether a piece says the name that the call has already. */
	boolean isNamed(String again) {
		return this.name.equals(again);
	}

	/** Whether the arguments that have come are a JSON object with its end. */
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

	/** Arguments are text, but for providers that give the object itself. */
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
	 * Whether this is a call of another type than a function's, which passes as it is.
	 */
	boolean isOther() {
		if (this.held == null || this.function) {
			return false;
		}
		String type = Json.textOrEmpty(this.held, "type");
		return this.held.path("custom").isObject() || !(type.isEmpty() || type.equals("function"));
	}

	/** Whether the head can be told: it came at once, or arguments have come after it. */
	boolean canBeTold() {
		boolean followed = this.headEnded && !mayBeNone();
		return this.wholeAtOnce || (followed && (!this.id.isEmpty() || this.arguments.length() >= WAIT_FOR_ID));
	}

	/** Whether what has come may still turn out to stand for no arguments. */
	private boolean mayBeNone() {
		return "null".startsWith(this.arguments.toString().strip());
	}

	/**
	 * The head, with the arguments that have come.
	 * @param number the call's number, which is its index for the caller
	 * @param inventedId for a call without an id
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

	/** Whether the head was put together or changed: it is not told as it came. */
	boolean isRewritten() {
		return this.rewritten;
	}

	/** Whether the head was told, and no arguments yet. */
	boolean isWithoutArguments() {
		return isTold() && !this.passedOn.hasSaid();
	}

	/** A piece with the arguments of a call that was told without. */
	ObjectNode noArguments(int number, ObjectNode piece) {
		piece.put("index", number).putObject("function").put("arguments", this.passedOn.end());
		return piece;
	}

	/**
	 * Brings a piece that comes after the head into form: it repeats no part of the head.
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

	/** Nothing of a malformed call is told. */
	static ProviderFailure malformed() {
		return Json.malformed("A tool call of the provider's answer is not a JSON object");
	}

}
