package dev.serai.gateway.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.serai.gateway.call.Decision.Exclusion;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;

/**
 * Collects the deployments that cannot serve a call and, when none can, builds the
 * caller's error. One per decision, not thread-safe.
 */
final class Exclusions {

	private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

	private final List<Exclusion> list = new ArrayList<>();

	private boolean any;

	private ExclusionReason furthest = ExclusionReason.KEY;

	private String detail = "";

	private String param = "";

	private Duration wait = Duration.ofDays(1);

	/** Whether rate limits or quotas of accounts are the only reasons. */
	private boolean accountsAlone = true;

	/** Whether all accounts have used up their quota. */
	private boolean allSpent = true;

	void add(DeploymentView view, ExclusionReason reason, String why) {
		add(view, reason, why, reason.param());
	}

	void add(DeploymentView view, ExclusionReason reason, String why, String field) {
		this.list.add(new Exclusion(view.id, reason.word(), why));
		note(reason, why, field);
	}

	/**
	 * Where the caller named a policy, models of other operations are not listed: a
	 * policy stands for all models.
	 */
	void passedOver(String why) {
		note(ExclusionReason.OPERATION, why, ExclusionReason.OPERATION.param());
	}

	private void note(ExclusionReason reason, String why, String field) {
		this.any = true;
		if (reason.compareTo(this.furthest) > 0) {
			this.furthest = reason;
			this.detail = why;
			this.param = field;
		}
	}

	/** Adds a deployment that could serve but is unavailable for now. */
	void blocked(DeploymentView view, Gate.Block block) {
		ExclusionReason reason = (block.kind() == Gate.Kind.BREAKER) ? ExclusionReason.BREAKER
				: ExclusionReason.COOLDOWN;
		add(view, reason, switch (block.kind()) {
			case BREAKER -> "failed too often";
			case OVERLOAD -> "is overloaded";
			case RATE_LIMIT -> "its quota is used up for now";
			case NO_QUOTA -> "its account has no quota left";
		} + "; again in " + block.remaining().toMillis() + " ms");
		this.accountsAlone &= block.kind() == Gate.Kind.RATE_LIMIT || block.kind() == Gate.Kind.NO_QUOTA;
		this.allSpent &= block.kind() == Gate.Kind.NO_QUOTA;
		if (block.remaining().compareTo(this.wait) < 0) {
			this.wait = block.remaining();
		}
	}

	/** Returns whether no deployment was excluded. */
	boolean isEmpty() {
		return !this.any;
	}

	List<Exclusion> list() {
		return this.list;
	}

	/** Returns the error for a call without candidates. */
	CallRefused refused(String model) {
		String name = Quoted.name(model);
		return switch (this.furthest) {
			case KEY -> ApiError
				.of(403, "permission_error", "model_not_allowed", "This key may not use the model " + name + ".")
				.refused();
			case OPERATION -> new ApiError(404, "invalid_request_error", "operation_not_supported",
					"The model " + name + " does not serve this endpoint: " + this.detail + ".", this.param, null,
					false)
				.refused();
			case REGION -> ApiError
				.of(403, "permission_error", "region_not_allowed",
						"No provider of " + name + " processes data in a region that is allowed for this call.")
				.refused();
			case WINDOW -> refused("context_length_exceeded", "This request is too long for " + name);
			case PROTOCOL -> refused("unsupported_parameter", name + " can't serve this request");
			case OUTPUT -> refused("invalid_value", name + " can't give an answer that long");
			case MODALITY, TOOLS, PARALLEL_TOOLS, SCHEMA, REASONING ->
				refused("unsupported_" + this.furthest.word(), name + " can't serve this request");
			case BREAKER, COOLDOWN -> unavailable(name).refused();
		};
	}

	private CallRefused refused(String code, String what) {
		return ApiError.invalid(this.param, code, what + ": " + this.detail + ".").refused();
	}

	private ApiError unavailable(String name) {
		Duration after = (this.wait.compareTo(SHORTEST_WAIT) > 0) ? this.wait : SHORTEST_WAIT;
		if (this.allSpent) {
			return ApiError.of(429, "insufficient_quota", "insufficient_quota",
					"The providers' accounts for " + name + " have no quota left; the operator must increase them.");
		}
		if (this.accountsAlone) {
			return new ApiError(429, "rate_limit_error", "rate_limit_exceeded",
					"The providers' quota for " + name + " is used up for now. Try again later.", null, after, true);
		}
		return ApiError.unavailable("no_deployment_available",
				"No provider of " + name + " can serve now. Try again later.", after);
	}

}
