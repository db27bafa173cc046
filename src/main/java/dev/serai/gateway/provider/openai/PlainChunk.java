package dev.serai.gateway.provider.openai;

import org.jspecify.annotations.Nullable;

/**
 * Recognises a chunk that only adds text to one choice, in OpenAI's own form, without
 * parsing it into a tree: nearly all chunks of most streams are such. A chunk with
 * anything else (a finish reason, usage, tool calls, reasoning, an error, an unknown
 * field) is left to {@link AnswerForm}. One per answer.
 */
final class PlainChunk {

	private static final String[] ENDS_HERE = { "usage", "obfuscation", "p" };

	private static final int MOST_CUTS = 3;

	private static final byte[] NONE = {};

	private final JsonScanner json = new JsonScanner();

	private byte[] bytes = NONE;

	private int start;

	private int end;

	private int choice;

	private int textStart;

	private int textEnd;

	/** The parts that are not passed on, as pairs of indexes. */
	private final int[] cuts = new int[2 * MOST_CUTS];

	private int cutCount;

	private int seen;

	/**
	 * Reads a chunk; its content is valid until the next one is read.
	 * @param tier the last service tier
	 * @return whether it is plain
	 */
	boolean read(byte[] data, int from, int to, @Nullable String tier) {
		if (from == to || data[from] != '{') {
			return false;
		}
		this.bytes = data;
		this.start = from;
		this.end = to;
		this.cutCount = 0;
		this.seen = 0;
		this.choice = -1;
		this.json.begin(data, from, to);
		this.json.expect('{');
		do {
			int before = this.json.at();
			this.json.name();
			member(before, tier);
		}
		while (this.json.skip(','));
		this.json.expect('}');
		boolean whole = this.json.isSound() && this.json.peek() == 0 && this.json.at() == to;
		return whole && has(Field.OBJECT) && has(Field.CHOICES) && this.choice >= 0;
	}

	/** Returns the choice that the text belongs to. */
	int choice() {
		return this.choice;
	}

	/**
	 * Returns the chunk without the parts that are not passed on.
	 * @param text receives its text
	 */
	byte[] take(StringBuilder text) {
		text(text);
		int length = this.end - this.start;
		for (int i = 0; i < this.cutCount; i++) {
			length -= this.cuts[2 * i + 1] - this.cuts[2 * i];
		}
		byte[] rest = new byte[length];
		int from = this.start;
		int at = 0;
		for (int i = 0; i < this.cutCount; i++) {
			int piece = this.cuts[2 * i] - from;
			System.arraycopy(this.bytes, from, rest, at, piece);
			at += piece;
			from = this.cuts[2 * i + 1];
		}
		System.arraycopy(this.bytes, from, rest, at, this.end - from);
		this.bytes = NONE;
		this.json.end();
		return rest;
	}

	/**
	 * @param before the index after the comma or brace before the member
	 */
	private void member(int before, @Nullable String tier) {
		JsonScanner in = this.json;
		if (in.is("choices")) {
			once(Field.CHOICES);
			choices();
		}
		else if (in.is("object")) {
			once(Field.OBJECT);
			in.string();
			in.require(in.is("chat.completion.chunk"));
		}
		else if (in.is("service_tier")) {
			once(Field.TIER);
			if (!in.skipNull()) {
				in.string();
				in.require(tier != null && in.is(tier));
			}
		}
		else if (in.is("usage")) {
			once(Field.USAGE);
			in.require(in.skipNull());
			cut(before, "\"usage\":null".length());
		}
		else if (in.is("obfuscation") || in.is("p")) {
			once(in.is("p") ? Field.P : Field.OBFUSCATION);
			int name = in.stringEnd() - in.stringStart();
			in.string();
			in.require(!in.isEscaped());
			cut(before, "\"\":\"\"".length() + name + in.stringEnd() - in.stringStart());
		}
		else if (in.is("id") || in.is("created") || in.is("model") || in.is("system_fingerprint")
				|| in.is("provider")) {
			scalar();
		}
		else {
			in.refuse();
		}
	}

	/** Cuts a member with the comma before it, if it is written without blanks. */
	private void cut(int before, int length) {
		this.json.require(this.json.at() - before == length && this.bytes[before - 1] == ',');
		if (this.json.isSound()) {
			this.cuts[2 * this.cutCount] = before - 1;
			this.cuts[2 * this.cutCount + 1] = this.json.at();
			this.cutCount++;
		}
	}

	private void choices() {
		this.json.expect('[');
		this.json.expect('{');
		do {
			this.json.name();
			ofChoice();
		}
		while (this.json.skip(','));
		this.json.expect('}');
		this.json.expect(']');
		this.json.require(has(Field.INDEX) && has(Field.DELTA));
	}

	private void ofChoice() {
		JsonScanner in = this.json;
		if (in.is("index")) {
			once(Field.INDEX);
			this.choice = in.smallNumber();
		}
		else if (in.is("delta")) {
			once(Field.DELTA);
			delta();
		}
		else if (in.is("finish_reason")) {
			once(Field.FINISH_REASON);
			in.require(in.skipNull());
		}
		else if (in.is("native_finish_reason") || in.is("stop_reason") || in.is("token_ids") || in.is("matched_stop")) {
			in.require(in.skipNull());
		}
		else if (in.is("logprobs") || in.is("content_filter_results")) {
			in.value(0, ENDS_HERE);
		}
		else {
			in.refuse();
		}
	}

	private void delta() {
		JsonScanner in = this.json;
		this.textStart = 0;
		this.textEnd = 0;
		in.expect('{');
		if (in.skip('}')) {
			return;
		}
		do {
			in.name();
			ofDelta();
		}
		while (in.skip(','));
		in.expect('}');
	}

	private void ofDelta() {
		JsonScanner in = this.json;
		if (in.is("content")) {
			once(Field.CONTENT);
			if (!in.skipNull()) {
				in.string();
				this.textStart = in.stringStart();
				this.textEnd = in.stringEnd();
			}
		}
		else if (in.is("role")) {
			scalar();
		}
		else if (in.is("refusal") || in.is("tool_calls") || in.is("function_call") || in.is("reasoning_content")
				|| in.is("reasoning") || in.is("reasoning_details") || in.is("audio")) {
			in.require(in.skipNull());
		}
		else {
			in.refuse();
		}
	}

	private void scalar() {
		byte next = this.json.peek();
		this.json.require(next != '{' && next != '[');
		this.json.value(0);
	}

	private void text(StringBuilder into) {
		int at = this.textStart;
		while (at < this.textEnd) {
			byte b = this.bytes[at];
			if (b >= 0 && b != '\\') {
				into.append((char) b);
				at++;
			}
			else {
				at += (b < 0) ? multiByte(at, into) : escape(at, into);
			}
		}
	}

	private int multiByte(int at, StringBuilder into) {
		int first = this.bytes[at] & 0xFF;
		int length = (first < 0xE0) ? 2 : (first < 0xF0) ? 3 : 4;
		int codePoint = first & (0xFF >> (length + 1));
		for (int i = 1; i < length; i++) {
			codePoint = codePoint << 6 | (this.bytes[at + i] & 0x3F);
		}
		into.appendCodePoint(codePoint);
		return length;
	}

	private int escape(int at, StringBuilder into) {
		byte kind = this.bytes[at + 1];
		if (kind == 'u') {
			int unit = 0;
			for (int i = 2; i < 6; i++) {
				unit = unit << 4 | Character.digit((char) this.bytes[at + i], 16);
			}
			into.append((char) unit);
			return 6;
		}
		into.append(switch (kind) {
			case 'b' -> '\b';
			case 'f' -> '\f';
			case 'n' -> '\n';
			case 'r' -> '\r';
			case 't' -> '\t';
			default -> (char) kind;
		});
		return 2;
	}

	/** A duplicate field is ambiguous, so the chunk is not plain. */
	private void once(Field field) {
		this.json.require(!has(field));
		this.seen |= 1 << field.ordinal();
	}

	private boolean has(Field field) {
		return (this.seen & 1 << field.ordinal()) != 0;
	}

	private enum Field {

		CHOICES, OBJECT, TIER, USAGE, OBFUSCATION, P, INDEX, DELTA, FINISH_REASON, CONTENT

	}

}
