package dev.serai.gateway.provider.openai;

/**
 * Skips through JSON without parsing it, in bytes that it does not change. It is stricter
 * than a parser: everything that it accepts is valid JSON, but it also rejects some valid
 * JSON: line ends, numbers and nesting beyond what answers contain, and names with
 * escapes. Keeps nothing between texts; not thread-safe.
 */
final class JsonScanner {

	private static final int MAX_DEPTH = 16;

	private static final int MAX_DIGITS = 40;

	private static final byte[] NONE = {};

	private byte[] bytes = NONE;

	private int at;

	private int end;

	/** Whether everything so far was accepted. */
	private boolean sound;

	private int stringStart;

	private int stringEnd;

	private boolean escaped;

	void begin(byte[] json, int from, int to) {
		this.bytes = json;
		this.at = from;
		this.end = to;
		this.sound = true;
	}

	/** Releases the bytes. */
	void end() {
		this.bytes = NONE;
	}

	boolean isSound() {
		return this.sound;
	}

	int at() {
		return this.at;
	}

	/** Returns where the last string begins, without its quote. */
	int stringStart() {
		return this.stringStart;
	}

	/** Returns where the last string ends, without its quote. */
	int stringEnd() {
		return this.stringEnd;
	}

	/** Returns whether the last string contains escapes. */
	boolean isEscaped() {
		return this.escaped;
	}

	void refuse() {
		this.sound = false;
	}

	void require(boolean condition) {
		this.sound &= condition;
	}

	/**
	 * Returns the next byte that is not a blank; 0 at the end, and after something was
	 * rejected.
	 */
	byte peek() {
		while (this.sound && this.at < this.end) {
			byte b = this.bytes[this.at];
			if (b != ' ' && b != '\t') {
				return b;
			}
			this.at++;
		}
		return 0;
	}

	void expect(char c) {
		if (peek() == c) {
			this.at++;
		}
		else {
			this.sound = false;
		}
	}

	/** Skips the byte, if it is the next one. */
	boolean skip(char c) {
		if (peek() == c) {
			this.at++;
			return true;
		}
		return false;
	}

	/** Skips a name and its colon; the name is the last string then. */
	void name() {
		string();
		this.sound &= !this.escaped;
		int nameStart = this.stringStart;
		int nameEnd = this.stringEnd;
		expect(':');
		this.stringStart = nameStart;
		this.stringEnd = nameEnd;
	}

	/** Returns whether the last string equals this one. */
	boolean is(String ascii) {
		int length = this.stringEnd - this.stringStart;
		if (length != ascii.length() || this.escaped) {
			return false;
		}
		for (int i = 0; i < length; i++) {
			if (this.bytes[this.stringStart + i] != ascii.charAt(i)) {
				return false;
			}
		}
		return true;
	}

	/** Skips a string. */
	void string() {
		expect('"');
		this.escaped = false;
		this.stringStart = this.at;
		while (this.sound && this.at < this.end) {
			byte b = this.bytes[this.at];
			if (b == '"') {
				this.stringEnd = this.at++;
				return;
			}
			if (b == '\\') {
				this.escaped = true;
				escape();
			}
			else if (b >= ' ') {
				this.at++;
			}
			else if (b < 0) {
				multiByte(b);
			}
			else {
				this.sound = false;
			}
		}
		this.sound = false;
	}

	private void escape() {
		byte b = (this.at + 1 < this.end) ? this.bytes[this.at + 1] : 0;
		this.at += 2;
		switch (b) {
			case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
			}
			case 'u' -> {
				for (int i = 0; i < 4; i++) {
					boolean digit = this.at < this.end && Character.digit((char) this.bytes[this.at], 16) >= 0;
					this.sound &= digit && this.bytes[this.at] > 0;
					this.at++;
				}
			}
			default -> this.sound = false;
		}
	}

	/** Checks UTF-8 by table 3-7 of the Unicode standard. */
	private void multiByte(byte lead) {
		int first = lead & 0xFF;
		int second = unsigned(this.at + 1);
		int more = (first < 0xE0) ? 1 : (first < 0xF0) ? 2 : 3;
		boolean good = first >= 0xC2 && first <= 0xF4 && second >= 0x80 && second <= 0xBF
				&& !(first == 0xE0 && second < 0xA0) && !(first == 0xED && second > 0x9F)
				&& !(first == 0xF0 && second < 0x90) && !(first == 0xF4 && second > 0x8F);
		for (int i = 2; i <= more; i++) {
			good &= (unsigned(this.at + i) & 0xC0) == 0x80;
		}
		this.at += more + 1;
		this.sound &= good;
	}

	private int unsigned(int index) {
		return (index < this.end) ? this.bytes[index] & 0xFF : 0;
	}

	/** Skips {@code null}, if it is next. */
	boolean skipNull() {
		return peek() == 'n' && literal("null");
	}

	private boolean literal(String word) {
		if (this.end - this.at < word.length()) {
			this.sound = false;
			return false;
		}
		for (int i = 0; i < word.length(); i++) {
			this.sound &= this.bytes[this.at + i] == word.charAt(i);
		}
		this.at += word.length();
		return this.sound;
	}

	/** Skips a whole number from 0 to 999 and returns it; -1 where there is none. */
	int smallNumber() {
		peek();
		int from = this.at;
		int number = 0;
		while (this.sound && this.at < this.end && isDigit(this.bytes[this.at]) && this.at - from < 3) {
			number = number * 10 + this.bytes[this.at++] - '0';
		}
		byte next = (this.at < this.end) ? this.bytes[this.at] : 0;
		boolean good = this.at > from && (this.at - from == 1 || this.bytes[from] != '0')
				&& (next == ',' || next == '}' || next == ' ');
		this.sound &= good;
		return good ? number : -1;
	}

	/** Skips any value that contains none of some names. */
	void value(int depth, String... forbidden) {
		switch (peek()) {
			case '"' -> string();
			case '{' -> object(depth, forbidden);
			case '[' -> array(depth, forbidden);
			case 't' -> literal("true");
			case 'f' -> literal("false");
			case 'n' -> literal("null");
			default -> number();
		}
	}

	private void object(int depth, String... forbidden) {
		expect('{');
		this.sound &= depth < MAX_DEPTH;
		if (!skip('}')) {
			do {
				name();
				for (String name : forbidden) {
					this.sound &= !is(name);
				}
				value(depth + 1, forbidden);
			}
			while (skip(','));
			expect('}');
		}
	}

	private void array(int depth, String... forbidden) {
		expect('[');
		this.sound &= depth < MAX_DEPTH;
		if (!skip(']')) {
			do {
				value(depth + 1, forbidden);
			}
			while (skip(','));
			expect(']');
		}
	}

	private void number() {
		int from = this.at;
		skipSign('-');
		int first = this.at;
		digits();
		this.sound &= this.at == first + 1 || byteAt(first) != '0';
		if (byteAt(this.at) == '.') {
			this.at++;
			digits();
		}
		if (byteAt(this.at) == 'e' || byteAt(this.at) == 'E') {
			// An exponent may make a number that parsers reject.
			this.sound = false;
		}
		this.sound &= this.at - from <= MAX_DIGITS;
	}

	private void skipSign(char sign) {
		if (byteAt(this.at) == sign) {
			this.at++;
		}
	}

	private void digits() {
		int from = this.at;
		while (isDigit(byteAt(this.at))) {
			this.at++;
		}
		this.sound &= this.at > from;
	}

	private byte byteAt(int index) {
		return (index < this.end) ? this.bytes[index] : 0;
	}

	private static boolean isDigit(byte b) {
		return b >= '0' && b <= '9';
	}

}
