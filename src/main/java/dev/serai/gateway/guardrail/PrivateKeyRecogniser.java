package dev.serai.gateway.guardrail;

/**
 * Recognises private keys in PEM: from the first line to the last, or to where the key
 * text stops.
 */
final class PrivateKeyRecogniser implements Recogniser {

	private static final String BEGIN = "-----BEGIN ";

	private static final String KEY = "PRIVATE KEY";

	private static final String LINE = "-----";

	private static final String END = "-----END ";

	/** The longest kind: "ENCRYPTED ", "OPENSSH ", "RSA " … */
	private static final int MAX_KIND = 24;

	/**
	 * How much of the last line was seen: first its beginning, then the dashes at its
	 * end.
	 */
	private int lastLine;

	@Override
	public String finding() {
		return "private_key";
	}

	@Override
	public boolean beginsWith(char c) {
		return c == '-';
	}

	@Override
	public boolean beginsWithinWord() {
		return true;
	}

	@Override
	public int end(Text text, int at) {
		int position = at;
		for (int i = 0; i < BEGIN.length(); i++, position++) {
			if (position >= text.end()) {
				return text.isComplete() ? NONE : MORE;
			}
			if (text.at(position) != BEGIN.charAt(i)) {
				return NONE;
			}
		}
		int kind = position;
		while (position < text.end() && position - kind <= MAX_KIND + KEY.length() && isKind(text.at(position))) {
			position++;
		}
		int end = position + LINE.length();
		if (end > text.end() && !text.isComplete()) {
			return MORE;
		}
		this.lastLine = 0;
		return (end <= text.end() && text.between(kind, position).endsWith(KEY)
				&& text.between(position, end).equals(LINE)) ? end : NONE;
	}

	private static boolean isKind(char c) {
		return Chars.isUpper(c) || c == ' ';
	}

	/** Base64, line ends (also escaped ones) and the headers of an encrypted key. */
	@Override
	public int rest(Text text, int from) {
		int position = from;
		while (position < text.end() && this.lastLine < END.length() + LINE.length()) {
			char c = text.at(position);
			boolean body = Chars.isAlphanumeric(c) || "+/=\\:,-\r\n\t ".indexOf(c) >= 0;
			if (!body) {
				return position;
			}
			follow(c);
			position++;
		}
		return position;
	}

	private void follow(char c) {
		if (this.lastLine < END.length()) {
			if (c == END.charAt(this.lastLine)) {
				this.lastLine++;
			}
			else if (c != '-' || this.lastLine != LINE.length()) {
				this.lastLine = (c == '-') ? 1 : 0;
			}
		}
		else if (c == '-') {
			this.lastLine++;
		}
		else if (this.lastLine > END.length()) {
			this.lastLine = END.length();
		}
	}

}
