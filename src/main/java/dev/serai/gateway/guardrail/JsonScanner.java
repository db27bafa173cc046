package dev.serai.gateway.guardrail;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import org.jspecify.annotations.Nullable;

/**
 * Scans the strings and numbers of a JSON text that arrives in pieces, and decodes
 * escapes. It outputs JSON text again: a number with a finding becomes a string, and when
 * two names in one object become the same, the second gets a number. Not thread-safe.
 */
final class JsonScanner {

	/**
	 * The most characters of a literal outside of strings, such as a number, that are
	 * held; a longer one is scanned in parts.
	 */
	private static final int MAX_WORD = 256;

	private static final int HEX_DIGITS = 4;

	private final Detector detector;

	private final Scanner.Sink sink;

	/** The part of the current string or literal that has not been scanned. */
	private final StringBuilder waiting = new StringBuilder();

	/** JSON punctuation that has not been output. */
	private final StringBuilder signs = new StringBuilder();

	/** Which of the open containers are objects, by depth. */
	private final BitSet objects = new BitSet();

	/** Names with findings, by depth. */
	private final Map<Integer, Set<String>> changedNames = new HashMap<>(0);

	private int depth;

	private boolean nameExpected;

	private @Nullable Scanner string;

	/** The current string, where it is a name. */
	private @Nullable Name name;

	private boolean escaped;

	private int hexDigits;

	private int hex;

	/**
	 * @param sink receives JSON text; its placeholders for findings must need no escapes
	 */
	JsonScanner(Detector detector, Scanner.Sink sink) {
		this.detector = detector;
		this.sink = sink;
	}

	void add(String piece) {
		for (int i = 0; i < piece.length(); i++) {
			char c = piece.charAt(i);
			if (this.string == null) {
				outside(c);
			}
			else if (this.hexDigits > 0) {
				hex(c);
			}
			else if (this.escaped) {
				escape(c);
			}
			else if (c == '\\') {
				this.escaped = true;
			}
			else if (c == '"') {
				closeString(this.string);
			}
			else {
				this.waiting.append(c);
			}
		}
		if (this.string != null) {
			pour(this.string);
		}
		else {
			tellSigns();
		}
	}

	void end() {
		if (this.string != null) {
			// The text ends within a string: the rest is output, and the string stays
			// open.
			pour(this.string);
			this.string.end();
			this.string = null;
		}
		else {
			word();
		}
		tellSigns();
	}

	private void outside(char c) {
		if (c == '"') {
			word();
			this.signs.append(c);
			tellSigns();
			this.name = (this.nameExpected && this.objects.get(this.depth)) ? new Name(this.sink) : null;
			this.string = this.detector.scanner((this.name != null) ? this.name : new Escaping(this.sink));
		}
		else if (c == '{' || c == '}' || c == '[' || c == ']' || c == ',' || c == ':' || c <= ' ') {
			word();
			this.signs.append(c);
			follow(c);
		}
		else {
			this.waiting.append(c);
			if (this.waiting.length() >= MAX_WORD) {
				word();
			}
		}
	}

	/** Tracks whether a name comes next. */
	private void follow(char c) {
		switch (c) {
			case '{', '[' -> {
				this.depth++;
				this.objects.set(this.depth, c == '{');
				this.nameExpected = c == '{';
			}
			case '}', ']' -> {
				this.changedNames.remove(this.depth);
				this.depth = Math.max(0, this.depth - 1);
				this.nameExpected = false;
			}
			case ',' -> this.nameExpected = true;
			case ':' -> this.nameExpected = false;
			default -> {
			}
		}
	}

	/** Scans a number, or true, false and null. */
	private void word() {
		if (this.waiting.isEmpty()) {
			return;
		}
		String word = this.waiting.toString();
		this.waiting.setLength(0);
		Collected found = new Collected();
		this.detector.scan(word, found);
		if (found.any) {
			this.signs.append('"');
			tellSigns();
			this.detector.scan(word, new Escaping(this.sink));
			this.signs.append('"');
		}
		else {
			this.signs.append(word);
		}
	}

	private void tellSigns() {
		if (!this.signs.isEmpty()) {
			this.sink.text(this.signs.toString());
			this.signs.setLength(0);
		}
	}

	private void escape(char c) {
		this.escaped = false;
		switch (c) {
			case 'b' -> this.waiting.append('\b');
			case 'f' -> this.waiting.append('\f');
			case 'n' -> this.waiting.append('\n');
			case 'r' -> this.waiting.append('\r');
			case 't' -> this.waiting.append('\t');
			case 'u' -> {
				this.hexDigits = HEX_DIGITS;
				this.hex = 0;
			}
			default -> this.waiting.append(c);
		}
	}

	private void hex(char c) {
		this.hex = this.hex * 16 + Math.max(0, Character.digit(c, 16));
		this.hexDigits--;
		if (this.hexDigits == 0) {
			this.waiting.append((char) this.hex);
		}
	}

	private void pour(Scanner open) {
		if (!this.waiting.isEmpty()) {
			open.add(this.waiting.toString());
			this.waiting.setLength(0);
		}
	}

	private void closeString(Scanner open) {
		pour(open);
		open.end();
		this.string = null;
		if (this.name != null && this.name.changed) {
			String text = this.name.text.toString();
			Set<String> before = this.changedNames.computeIfAbsent(this.depth, d -> new HashSet<>());
			for (int n = 2; !before.add(text); n++) {
				text = this.name.text.toString() + '_' + n;
			}
			this.signs.append(text, this.name.text.length(), text.length());
		}
		this.signs.append('"');
	}

	/** Records only whether there is a finding. */
	private static final class Collected implements Scanner.Sink {

		private boolean any;

		@Override
		public void text(String plain) {
			// The text is output after a finding.
		}

		@Override
		public void found(String finding) {
			this.any = true;
		}

	}

	/** A name as written in JSON, and its replacement. */
	private static final class Name implements Scanner.Sink {

		private final Escaping to;

		private final StringBuilder text = new StringBuilder();

		private boolean changed;

		Name(Scanner.Sink to) {
			this.to = new Escaping(to);
		}

		@Override
		public void text(String plain) {
			this.text.append(plain);
			this.to.text(plain);
		}

		@Override
		public void found(String finding) {
			this.text.append(Redaction.placeholder(finding));
			this.changed = true;
			this.to.found(finding);
		}

	}

	/** Writes a string's content with JSON escapes. */
	private record Escaping(Scanner.Sink to) implements Scanner.Sink {

		@Override
		public void text(String plain) {
			this.to.text(new String(JsonStringEncoder.getInstance().quoteAsString(plain)));
		}

		@Override
		public void found(String finding) {
			this.to.found(finding);
		}

	}

}
