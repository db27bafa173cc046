package dev.serai.gateway.limit;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.Caller;
import dev.serai.gateway.cost.TokenEstimate;
import dev.serai.gateway.limit.Verdict.ReachedLimit;
import dev.serai.gateway.operation.OperationRequest;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;

/**
 * Enforces the limits of a call's key, team and model.
 */
public final class Limits {

	private static final Demand NO_TOKENS = new Demand(0, 0, false);

	private final CurrentLimits current;

	private final Limiter limiter;

	private final UnaryOperator<String> canonical;

	private final int assumedOutput;

	/**
	 * @param canonical maps an alias or {@code provider/model} to the model's own name;
	 * leaves other names as they are
	 * @param assumedOutput tokens that are reserved for the answer of a call without a
	 * limit of output
	 */
	public Limits(CurrentLimits current, Limiter limiter, UnaryOperator<String> canonical, int assumedOutput) {
		this.current = current;
		this.limiter = limiter;
		this.canonical = canonical;
		this.assumedOutput = assumedOutput;
	}

	/**
	 * Admits a call. Its lease is settled when it ends.
	 * @param how receives the state of the limits, if there are any, whether the call is
	 * admitted or not
	 * @throws CallRefused 429 {@code rate_limit_exceeded} or {@code
	 * concurrency_limit_exceeded}; 503 when the limits are not known
	 */
	public void admit(Call call, Consumer<Standing> how) {
		Bounds bounds = this.current.get();
		Caller caller = call.caller();
		if (bounds.isEmpty() || caller == null) {
			return;
		}
		List<Bound> found = bounds.of(caller, call.request().model(), this.canonical);
		if (found.isEmpty()) {
			return;
		}
		Verdict verdict = this.limiter.admit(call.id(), found, demand(call.request(), found));
		if (verdict instanceof Verdict.Admitted admitted) {
			call.atEnd(ended -> admitted.lease().end(ended.usage().total()));
		}
		how.accept(verdict.standing());
		if (verdict instanceof Verdict.Refused refused) {
			throw error(refused.reached()).refused();
		}
	}

	private Demand demand(OperationRequest request, List<Bound> bounds) {
		boolean counted = false;
		for (Bound bound : bounds) {
			counted |= bound.tokens() != Bound.NONE;
		}
		if (!counted) {
			return NO_TOKENS;
		}
		Integer most = request.maxOutputTokens();
		long output = (long) ((most != null) ? most : this.assumedOutput) * request.choices();
		return new Demand(TokenEstimate.rough().of(request), output, most == null);
	}

	private static ApiError error(ReachedLimit reached) {
		String whose = "This " + reached.scope().text() + " may ";
		return switch (reached.kind()) {
			case CALLS ->
				error(reached, "concurrency_limit_exceeded", whose + "have " + reached.limit() + " concurrent calls.");
			case REQUESTS ->
				error(reached, "rate_limit_exceeded", whose + "have " + reached.limit() + " requests per minute.");
			case TOKENS -> error(reached, "rate_limit_exceeded",
					whose + "use " + reached.limit() + " tokens per minute." + tooLarge(reached));
		};
	}

	private static String tooLarge(ReachedLimit reached) {
		return reached.forEver() ? " This request alone may take more: shorten it or its answer." : "";
	}

	private static ApiError error(ReachedLimit reached, String code, String message) {
		Duration wait = reached.forEver() ? null : Duration.ofMillis(reached.waitMillis());
		return new ApiError(429, "rate_limit_error", code, message + ((wait != null) ? " Try again later." : ""), null,
				wait, wait != null);
	}

}
