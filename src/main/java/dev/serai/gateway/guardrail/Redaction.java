package dev.serai.gateway.guardrail;

/** Builds a text with placeholders for findings. */
final class Redaction implements Scanner.Sink {

	private final StringBuilder text = new StringBuilder();

	private boolean found;

	/** Returns the placeholder for a kind of finding. */
	static String placeholder(String finding) {
		return '[' + finding + ']';
	}

	/** Redacts a plain text; returns the same object when nothing was found. */
	static String of(Detector detector, String plain) {
		Redaction redaction = new Redaction();
		detector.scan(plain, redaction);
		return redaction.found ? redaction.text.toString() : plain;
	}

	/** Redacts a text that holds JSON; the result is JSON again. */
	static String ofJson(Detector detector, String json) {
		if (!looksLikeJson(json)) {
			return of(detector, json);
		}
		Redaction redaction = new Redaction();
		JsonScanner scanner = new JsonScanner(detector, redaction);
		scanner.add(json);
		scanner.end();
		return redaction.found ? redaction.text.toString() : json;
	}

	/** Arguments of tool calls are not always JSON. */
	static boolean looksLikeJson(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (text.charAt(i) > ' ') {
				return text.charAt(i) == '{' || text.charAt(i) == '[';
			}
		}
		return false;
	}

	@Override
	public void text(String plain) {
		this.text.append(plain);
	}

	@Override
	public void found(String finding) {
		this.text.append(placeholder(finding));
		this.found = true;
	}

	/** Returns the text so far. */
	@Override
	public String toString() {
		return this.text.toString();
	}

}
