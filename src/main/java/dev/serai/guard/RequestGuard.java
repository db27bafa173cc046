package dev.serai.guard;

import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.call.ApiError;
import dev.serai.call.Call;
import dev.serai.call.CallRefused;
import dev.serai.call.GuardEvent.Direction;
import dev.serai.call.chat.ChatRequest;

/** One guardrail's work on requests. Holds no state of a call. */
public final class RequestGuard {

	private final Guardrail guardrail;

	public RequestGuard(Guardrail guardrail) {
		this.guardrail = guardrail;
	}

	/**
	 * Looks at a call's request and records what is there.
	 * @return how the request must be changed; empty when it need not
	 * @throws CallRefused 400 {@code content_blocked}
	 */
	public Optional<Change> look(Call call) {
		Findings findings = new Findings();
		switch (this.guardrail.work()) {
			case Guardrail.Texts(Detector detector) -> RequestTexts.of(call.request(), new Search(detector, findings));
			case Guardrail.Requests(RequestCheck check) -> check.look(call.request(), findings);
			default -> throw new IllegalStateException(this.guardrail.name() + " is a route of its own");
		}
		if (findings.isEmpty()) {
			return Optional.empty();
		}
		found(call, findings.counts());
		return (this.guardrail.mode() == Mode.REDACT && this.guardrail.work() instanceof Guardrail.Texts texts)
				? Optional.of(new Change(texts.detector())) : Optional.empty();
	}

	/**
	 * Records that something was found, and does what the mode says but for changing the
	 * request.
	 * @throws CallRefused 400 {@code content_blocked}
	 */
	public void found(Call call, Map<String, Integer> counts) {
		counts.forEach((finding, count) -> call.guarded(this.guardrail.event(finding, count, Direction.IN)));
		if (this.guardrail.mode() == Mode.BLOCK && !counts.isEmpty()) {
			throw ApiError
				.of(400, "invalid_request_error", ApiError.CONTENT_BLOCKED,
						"The guardrail " + this.guardrail.name() + " does not let this request through: "
								+ words(counts) + ".")
				.refused();
		}
	}

	private static String words(Map<String, Integer> counts) {
		return String.join(", ", counts.keySet());
	}

	/** All that a request says in words, a line each. */
	public static String textOf(ChatRequest request) {
		StringBuilder all = new StringBuilder();
		RequestTexts.of(request, new RequestTexts.Reader() {
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

	/** Puts placeholders where something was found. */
	public static final class Change {

		private final Detector detector;

		Change(Detector detector) {
			this.detector = detector;
		}

		/** Changes a request as it came. */
		public void apply(ObjectNode request) {
			RequestTexts.change(request, new RequestTexts.Editor() {
				@Override
				public String text(String text) {
					return Redaction.of(Change.this.detector, text);
				}

				@Override
				public String json(String text) {
					return Redaction.ofJson(Change.this.detector, text);
				}
			});
		}

	}

	/** Counts what is found. */
	private record Search(Detector detector, Findings findings) implements RequestTexts.Reader {

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
			// Only what is found is counted.
		}

		@Override
		public void found(String finding) {
			this.findings.add(finding);
		}

	}

}
