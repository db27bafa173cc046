package dev.serai.gateway.fallback;

import java.time.Duration;
import java.util.List;

import dev.serai.gateway.call.Attempt;
import dev.serai.gateway.call.Call;
import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.catalog.Provider;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.platform.error.ApiError;
import org.jspecify.annotations.Nullable;

/**
 * Builds the error for a call whose attempts all failed. A provider's message is passed
 * on only where the caller's own request is at fault; all others get Serai's text,
 * because a provider's may name hosts and accounts. The errors advise the caller's SDK
 * against retrying, because the chain has done that already.
 */
public final class Exhausted {

	private static final Duration SOON = Duration.ofSeconds(1);

	private final Catalog catalog;

	private final Cooldowns cooldowns;

	public Exhausted(Catalog catalog, Cooldowns cooldowns) {
		this.catalog = catalog;
		this.cooldowns = cooldowns;
	}

	/** Returns the error for a call without an answer. */
	public ApiError explain(Call call) {
		if (call.abandoned() == Call.Abandoned.CALLER_GONE) {
			return ApiError.of(499, "client_closed", "client_closed", "The caller closed the connection");
		}
		if (call.abandoned() == Call.Abandoned.DEADLINE) {
			return ApiError.of(504, "timeout_error", "deadline_exceeded", "The call's time of "
					+ call.plan().deadline().toMillis() + " ms was up before the answer was complete");
		}
		if (call.abandoned() == Call.Abandoned.SHUTDOWN) {
			return ApiError.unavailable("shutting_down", "Serai is shutting down. Try again.", SOON);
		}
		ProviderFailure last = lastReal(call.attempts());
		if (last == null) {
			return ApiError.unavailable("no_deployment_available",
					"Every deployment that could serve this call is paused", SOON);
		}
		return explain(call, last);
	}

	/** Returns the error for a failure after which nothing else can be tried. */
	public ApiError explain(Call call, ProviderFailure failure) {
		return explain(call, call.attempt().provider(), ProviderWords.shown(failure, provider(call)));
	}

	private ApiError explain(Call call, String who, ProviderFailure failure) {
		return switch (failure.kind()) {
			case INVALID_REQUEST -> new ApiError((failure.status() == 0) ? 400 : failure.status(),
					"invalid_request_error", (failure.code() != null) ? failure.code() : "provider_rejected_request",
					failure.getMessage(), failure.param(), null, false);
			case RATE_LIMITED -> new ApiError(429, "rate_limit_error", "rate_limit_exceeded",
					"The account at " + who + " has reached its rate limit; try again later", null, remaining(call),
					false);
			case INSUFFICIENT_QUOTA -> ApiError.of(429, "insufficient_quota", "insufficient_quota",
					"The account at " + who + " has no quota left; the operator must increase it");
			case AUTH -> upstream("upstream_auth", who + " does not accept Serai's key; the operator must replace it");
			case NOT_FOUND -> upstream("upstream_not_found", who + " does not know the model under the catalog's name");
			case CONNECT -> upstream("connect_failed", "No connection to " + who + " could be made");
			case MALFORMED -> upstream("invalid_upstream_response", who + " sent an answer that cannot be read");
			case TOO_LARGE -> upstream("response_too_large", "The answer of " + who + " is too large");
			case BROKEN -> upstream("truncated", "The connection to " + who + " broke before the answer was complete");
			case UNFINISHED -> upstream("upstream_error", who + " did not finish. " + failure.getMessage());
			case SERVER_ERROR -> upstream("upstream_error",
					(failure.status() > 0) ? who + " failed with status " + failure.status() : who + " failed");
			case OVERLOADED -> new ApiError(503, "service_unavailable", "upstream_overloaded",
					who + " is overloaded; try again later", null, remaining(call), false);
			case TIMEOUT, CANCELLED ->
				ApiError.of(504, "timeout_error", "upstream_timeout", who + " did not answer in time");
		};
	}

	private static ApiError upstream(String code, String message) {
		return ApiError.of(502, "upstream_error", code, message);
	}

	/** A refusal of the request comes first, because only the caller can correct it. */
	private static @Nullable ProviderFailure lastReal(List<Attempt> attempts) {
		ProviderFailure last = null;
		for (Attempt attempt : attempts) {
			ProviderFailure failure = attempt.isHeldBack() ? null : attempt.failure();
			if (failure != null && failure.kind() == ProviderFailure.Kind.INVALID_REQUEST) {
				return failure;
			}
			last = (failure != null) ? failure : last;
		}
		return last;
	}

	private Provider provider(Call call) {
		return this.catalog.deployment(call.attempt().deployment()).provider();
	}

	private Duration remaining(Call call) {
		Duration left = this.cooldowns.remaining(provider(call).quotaGroup());
		return (left.compareTo(SOON) > 0) ? left : SOON;
	}

}
