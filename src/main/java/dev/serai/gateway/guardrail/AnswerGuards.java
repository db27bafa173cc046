package dev.serai.gateway.guardrail;

import java.util.ArrayList;
import java.util.List;

import dev.serai.gateway.call.Call;
import dev.serai.gateway.operation.AnswerEvent;
import dev.serai.platform.error.ApiError;
import org.jspecify.annotations.Nullable;

/**
 * Applies the guardrails of a call to its answer. Each gets what the one before lets
 * through; those in shadow mode get the original answer. Not thread-safe.
 */
public final class AnswerGuards {

	private final Call call;

	private final List<AnswerGuard> watching = new ArrayList<>(2);

	private final List<AnswerGuard> intervening = new ArrayList<>(2);

	private @Nullable String stoppedBy;

	AnswerGuards(Call call, List<Guardrail> guardrails) {
		this.call = call;
		for (Guardrail guardrail : guardrails) {
			if (guardrail.work() instanceof Guardrail.Texts(Detector detector)) {
				(guardrail.intervenes() ? this.intervening : this.watching).add(new AnswerGuard(guardrail, detector));
			}
		}
	}

	/** Returns whether a guardrail may change or end the answer. */
	public boolean intervene() {
		return !this.intervening.isEmpty();
	}

	/** Returns which of these events may be sent now, changed where necessary. */
	public List<? extends AnswerEvent> pass(List<? extends AnswerEvent> events) {
		this.watching.forEach(guard -> guard.pass(events));
		List<? extends AnswerEvent> passed = events;
		for (AnswerGuard guard : this.intervening) {
			passed = guard.pass(passed);
			stopped(guard);
		}
		return passed;
	}

	/** Returns the events that were held back, at the end of the answer. */
	public List<AnswerEvent> end() {
		this.watching.forEach(AnswerGuard::end);
		List<AnswerEvent> passed = List.of();
		for (AnswerGuard guard : this.intervening) {
			List<AnswerEvent> mine = new ArrayList<>(guard.pass(passed));
			if (!guard.isStopped()) {
				mine.addAll(guard.end());
			}
			passed = mine;
			stopped(guard);
		}
		return passed;
	}

	private void stopped(AnswerGuard guard) {
		if (guard.isStopped() && this.stoppedBy == null) {
			this.stoppedBy = guard.name() + " does not let this answer through: " + guard.firstFinding();
		}
	}

	/** Returns whether a guardrail has ended the answer. */
	public boolean isStopped() {
		return this.stoppedBy != null;
	}

	/** Returns the error for an answer that was ended. */
	public ApiError refusal() {
		return ApiError.of(400, "invalid_request_error", ApiError.CONTENT_BLOCKED,
				"The guardrail " + this.stoppedBy + ".");
	}

	/** Records the findings in the call, after the last event. */
	public void close() {
		this.watching.forEach(guard -> guard.found().forEach(this.call::guarded));
		this.intervening.forEach(guard -> guard.found().forEach(this.call::guarded));
	}

}
