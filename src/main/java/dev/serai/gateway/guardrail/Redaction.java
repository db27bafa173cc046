package dev.serai.gateway.guardrail;

/** A text with a placeholder where something was found. */
final class Redaction implements Scanner.Sink {

	private final StringBuilder text = new StringBuilder();

	private boolean found;

	/** What stands in the place of a finding. */
	static String placeholder(String finding) {
		return '[' + finding + ']';
	}

	/** A plain text; the same object where nothing was found. */
	static String of(Detector detector, String plain) {
		Redaction redaction = new Redaction();
		detector.scan(plain, redaction);
		return redaction.found ? redaction.text.toString() : plain;
	}

	/** A text that holds JSON, which it still does afterwards. */
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

	/** What a model gives as arguments is not always JSON. */
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

	/** The text as it is by now. */
	@Override
	public String toString() {
		return this.text.toString();
	}

}
