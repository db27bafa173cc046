package dev.serai.gateway.guardrail;

import java.util.Map;
import java.util.Optional;

import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.GuardEvent;
import dev.serai.gateway.call.GuardEvent.Action;
import dev.serai.gateway.call.GuardEvent.Direction;
import dev.serai.gateway.operation.TextEditor;
import dev.serai.gateway.operation.TextReader;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;

/** Applies one guardrail to requests. Holds no state of a call. */
public final class RequestGuard {

	private final Guardrail guardrail;

	public RequestGuard(Guardrail guardrail) {
		this.guardrail = guardrail;
	}

	/**
	 * Checks a call's request and records the findings.
	 * @return how the request must be changed; empty when it need not
	 * @throws CallRefused 400 {@code content_blocked}
	 */
	public Optional<TextEditor> look(Call call) {
		Findings findings = new Findings();
		switch (this.guardrail.work()) {
			case Guardrail.Texts(Detector detector) ->
				call.format().texts(call.request(), new Search(detector, findings));
			case Guardrail.Requests(RequestCheck check) -> check.look(call, findings);
			default -> throw new IllegalStateException(this.guardrail.name() + " is a route of its own");
		}
		if (findings.isEmpty()) {
			return Optional.empty();
		}
		found(call, findings.counts());
		return (this.guardrail.mode() == Mode.REDACT && this.guardrail.work() instanceof Guardrail.Texts texts)
				? Optional.of(new Placeholders(texts.detector())) : Optional.empty();
	}

	/**
	 * Checks a changed request again.
	 * @return whether there still are findings; always false where the guardrail matches
	 * its own placeholders
	 */
	public boolean finds(Call call) {
		return !left(call).isEmpty();
	}

	/**
	 * Ends a call whose request still has findings after the change.
	 * @throws CallRefused 400 {@code content_blocked}
	 */
	public void check(Call call) {
		Findings left = left(call);
		if (!left.isEmpty()) {
			left.counts()
				.forEach((finding, count) -> call
					.guarded(new GuardEvent(this.guardrail.name(), finding, count, Direction.IN, Action.BLOCKED)));
			throw blocked(left.counts());
		}
	}

	private Findings left(Call call) {
		Findings findings = new Findings();
		if (this.guardrail.work() instanceof Guardrail.Texts(Detector detector) && !findsPlaceholders(detector)) {
			call.format().texts(call.request(), new Search(detector, findings));
		}
		return findings;
	}

	/** An operator's own words and patterns may match the placeholders. */
	private static boolean findsPlaceholders(Detector detector) {
		for (String finding : new String[] { "word", "pattern" }) {
			String placeholder = Redaction.placeholder(finding);
			if (!Redaction.of(detector, placeholder).equals(placeholder)) {
				return true;
			}
		}
		return false;
	}

	private CallRefused blocked(Map<String, Integer> counts) {
		return ApiError
			.of(400, "invalid_request_error", ApiError.CONTENT_BLOCKED,
					"The guardrail " + this.guardrail.name() + " does not let this request through: " + words(counts)
							+ ".")
			.refused();
	}

	/**
	 * Records findings and acts by the mode, except for changing the request.
	 * @throws CallRefused 400 {@code content_blocked}
	 */
	public void found(Call call, Map<String, Integer> counts) {
		counts.forEach((finding, count) -> call.guarded(this.guardrail.event(finding, count, Direction.IN)));
		if (this.guardrail.mode() == Mode.BLOCK && !counts.isEmpty()) {
			throw blocked(counts);
		}
	}

	private static String words(Map<String, Integer> counts) {
		return String.join(", ", counts.keySet());
	}

	/**
	 * Records that this guardrail cannot check a call, and ends the call where required.
	 * @throws CallRefused 400 {@code content_blocked}
	 */
	void notJudged(Call call, String why, boolean ends) {
		call.guarded(
				new GuardEvent(this.guardrail.name(), why, 1, Direction.IN, ends ? Action.BLOCKED : Action.SHADOWED));
		if (ends) {
			throw blocked(Map.of(why, 1));
		}
	}

	/** Returns all texts of a request, one per line. */
	public static String textOf(Call call) {
		StringBuilder all = new StringBuilder();
		call.format().texts(call.request(), new TextReader() {
			@Override
			public void text(String text) {
				all.append(text).append('\n');
			}

			@Override
			public void json(String text) {
				text(text);
			}
		});
		return all.toString();
	}

	/** Puts placeholders in the place of findings. */
	private record Placeholders(Detector detector) implements TextEditor {

		@Override
		public String text(String text) {
			return Redaction.of(this.detector, text);
		}

		@Override
		public String json(String text) {
			return Redaction.ofJson(this.detector, text);
		}

	}

	/** Counts findings. */
	private record Search(Detector detector, Findings findings) implements TextReader {

		@Override
		public void text(String text) {
			this.detector.scan(text, new Counting(this.findings));
		}

		@Override
		public void json(String text) {
			if (Redaction.looksLikeJson(text)) {
				JsonScanner scanner = new JsonScanner(this.detector, new Counting(this.findings));
				scanner.add(text);
				scanner.end();
			}
			else {
				text(text);
			}
		}

	}

	private record Counting(Findings findings) implements Scanner.Sink {

		@Override
		public void text(String plain) {
			// Only findings are counted.
		}

		@Override
		public void found(String finding) {
			this.findings.add(finding);
		}

	}

}
