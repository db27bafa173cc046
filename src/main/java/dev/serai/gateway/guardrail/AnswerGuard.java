package dev.serai.gateway.guardrail;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import dev.serai.gateway.call.GuardEvent;
import dev.serai.gateway.call.GuardEvent.Direction;
import dev.serai.gateway.operation.AnswerEvent;
import dev.serai.gateway.operation.AnswerText;
import dev.serai.gateway.operation.TextDelta;
import org.jspecify.annotations.Nullable;

/**
 * Applies one guardrail to one answer. It holds back only the end of each text, for as
 * long as a finding may still grow there. Not thread-safe.
 */
final class AnswerGuard {

	private final Guardrail guardrail;

	private final Detector detector;

	private final Map<AnswerText, Flow> flows = new LinkedHashMap<>(4);

	/** Ended texts that were changed. */
	private final Set<AnswerText> changed = new HashSet<>();

	private final Findings findings = new Findings();

	private boolean stopped;

	AnswerGuard(Guardrail guardrail, Detector detector) {
		this.guardrail = guardrail;
		this.detector = detector;
	}

	/** Returns whether a finding has ended the answer. */
	boolean isStopped() {
		return this.stopped;
	}

	String name() {
		return this.guardrail.name();
	}

	String firstFinding() {
		return this.findings.first();
	}

	/** Returns the events that may be sent now; none after the end by a finding. */
	List<AnswerEvent> pass(List<? extends AnswerEvent> events) {
		List<AnswerEvent> told = new ArrayList<>(events.size());
		for (int i = 0; i < events.size() && !this.stopped; i++) {
			pass(events.get(i), told);
		}
		return told;
	}

	/** Returns the events that were held back, at the end of the answer. */
	List<AnswerEvent> end() {
		List<AnswerEvent> told = new ArrayList<>(1);
		this.flows.values().forEach(flow -> flow.end(told));
		this.flows.clear();
		return told;
	}

	/** Returns the findings as events of the call. */
	List<GuardEvent> found() {
		return this.findings.counts()
			.entrySet()
			.stream()
			.map(found -> this.guardrail.event(found.getKey(), found.getValue(), Direction.OUT))
			.toList();
	}

	private void pass(AnswerEvent event, List<AnswerEvent> told) {
		endTexts(event, told);
		TextDelta delta = event.delta();
		if (delta != null) {
			flow(delta).add(delta.added(), told);
			return;
		}
		AnswerText proven = event.proves();
		// A signature proves that a text is the provider's own, which a changed text is
		// not.
		if (!this.stopped && (proven == null || !this.changed.contains(proven))) {
			told.add(event);
		}
	}

	/** Adds the rest of the texts that end with the event, before the event itself. */
	private void endTexts(AnswerEvent event, List<AnswerEvent> told) {
		this.flows.entrySet().removeIf(entry -> {
			if (!event.ends(entry.getKey())) {
				return false;
			}
			Flow flow = entry.getValue();
			flow.end(told);
			if (flow.changed) {
				this.changed.add(entry.getKey());
			}
			return true;
		});
	}

	private Flow flow(TextDelta delta) {
		Flow flow = this.flows.get(delta.of());
		if (flow == null) {
			flow = new Flow(delta.of().json(), delta.event());
			this.flows.put(delta.of(), flow);
		}
		return flow;
	}

	/** One growing text of the answer. */
	private final class Flow implements Scanner.Sink {

		private final Function<String, AnswerEvent> event;

		private final @Nullable Scanner plain;

		private final @Nullable JsonScanner json;

		private final StringBuilder ready = new StringBuilder();

		private boolean changed;

		Flow(boolean isJson, Function<String, AnswerEvent> event) {
			this.event = event;
			this.json = isJson ? new JsonScanner(AnswerGuard.this.detector, this) : null;
			this.plain = isJson ? null : AnswerGuard.this.detector.scanner(this);
		}

		void add(String more, List<AnswerEvent> told) {
			if (this.json != null) {
				this.json.add(more);
			}
			else if (this.plain != null) {
				this.plain.add(more);
			}
			tell(told);
		}

		void end(List<AnswerEvent> told) {
			if (this.json != null) {
				this.json.end();
			}
			else if (this.plain != null) {
				this.plain.end();
			}
			tell(told);
		}

		private void tell(List<AnswerEvent> told) {
			if (!this.ready.isEmpty()) {
				told.add(this.event.apply(this.ready.toString()));
				this.ready.setLength(0);
			}
		}

		@Override
		public void text(String text) {
			if (!AnswerGuard.this.stopped) {
				this.ready.append(text);
			}
		}

		@Override
		public void found(String finding) {
			if (AnswerGuard.this.stopped) {
				return;
			}
			AnswerGuard.this.findings.add(finding);
			this.changed = true;
			if (AnswerGuard.this.guardrail.mode() == Mode.BLOCK) {
				AnswerGuard.this.stopped = true;
			}
			else {
				this.ready.append(Redaction.placeholder(finding));
			}
		}

	}

}
