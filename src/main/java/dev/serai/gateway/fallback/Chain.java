package dev.serai.gateway.fallback;

import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

import dev.serai.gateway.call.Attempt;
import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.Outcome;
import dev.serai.gateway.call.Plan;
import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.catalog.Provider;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.ProviderFailure.Kind;
import dev.serai.gateway.provider.WireProtocol;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries the deployments of a plan, best first, until one answers. Each deployment is
 * tried once; only when none is left, and if the retry budget allows, one is tried again.
 * Deployments with an open breaker or a cooling account are skipped and use up no
 * attempt, as are those that the budget no longer covers. A request that a provider
 * refuses as invalid is tried once more where another dialect is spoken: the caller did
 * not choose the deployment, and another one may accept the request.
 */
public final class Chain {

	private static final Logger LOG = LoggerFactory.getLogger(Chain.class);

	private static final int BAD_REQUEST = 400;

	private static final int UNPROCESSABLE = 422;

	private final Catalog catalog;

	private final Function<String, WireProtocol> protocols;

	private final Breakers breakers;

	private final Cooldowns cooldowns;

	private final AdaptiveTimeout adaptiveTimeout;

	private final RetryBudget retries;

	private final AnswerReader reader;

	private final Settlement settlement;

	private final AttemptBudget budget;

	private final LongSupplier nanoClock;

	public Chain(Catalog catalog, Function<String, WireProtocol> protocols, Breakers breakers, Cooldowns cooldowns,
			AdaptiveTimeout adaptiveTimeout, RetryBudget retries, AnswerReader reader, Settlement settlement,
			AttemptBudget budget, LongSupplier nanoClock) {
		this.catalog = catalog;
		this.protocols = protocols;
		this.breakers = breakers;
		this.cooldowns = cooldowns;
		this.adaptiveTimeout = adaptiveTimeout;
		this.retries = retries;
		this.reader = reader;
		this.settlement = settlement;
		this.budget = budget;
		this.nanoClock = nanoClock;
	}

	/**
	 * Begins an attempt at the best deployment that is left.
	 * @return empty when the call has been answered or cannot be, when its deadline has
	 * passed, and when no deployment is left
	 */
	public Optional<Attempt> next(Call call) {
		if (!mayGoOn(call)) {
			return Optional.empty();
		}
		if (this.nanoClock.getAsLong() - call.deadlineNanos() >= 0) {
			// The deadline monitor checks every 20 ms only: without this the caller could
			// get another error.
			call.abandon(Call.Abandoned.DEADLINE);
		}
		Deployment deployment = (call.abandoned() == null) ? candidate(call) : null;
		return (deployment != null) ? Optional.of(begin(call, deployment)) : Optional.empty();
	}

	private static boolean mayGoOn(Call call) {
		List<Attempt> attempts = call.attempts();
		if (!attempts.isEmpty()) {
			ProviderFailure last = attempts.getLast().failure();
			if (last == null || !(last.kind().retryable() || (isRefusal(last) && refusals(attempts) == 1))) {
				return false;
			}
		}
		return call.tried() < call.plan().attempts();
	}

	/** Returns whether a provider refused the request itself, which others may accept. */
	private static boolean isRefusal(@Nullable ProviderFailure failure) {
		return failure != null && failure.kind() == Kind.INVALID_REQUEST
				&& (failure.status() == BAD_REQUEST || failure.status() == UNPROCESSABLE);
	}

	private static int refusals(List<Attempt> attempts) {
		int count = 0;
		for (Attempt attempt : attempts) {
			if (isRefusal(attempt.failure())) {
				count++;
			}
		}
		return count;
	}

	private Attempt begin(Call call, Deployment deployment) {
		if (tries(call, deployment.id()) > 0) {
			this.retries.take();
		}
		else if (call.attempts().isEmpty()) {
			this.retries.firstAttempt();
		}
		long now = this.nanoClock.getAsLong();
		Attempt attempt = new Attempt(call.attempts().size() + 1, deployment.id(), deployment.provider().name(),
				deployment.model().name(), now);
		attempt.expectBy(now + limit(call, deployment).toNanos());
		call.begin(attempt);
		return attempt;
	}

	/** Returns the deployment of the call's current attempt. */
	public Deployment deployment(Call call) {
		return this.catalog.deployment(call.attempt().deployment());
	}

	/** Returns the protocol of a deployment. */
	public WireProtocol protocol(Deployment deployment) {
		return this.protocols.apply(deployment.provider().protocol());
	}

	/**
	 * Reads the answer to the current attempt: all of it, or a stream up to its first
	 * content.
	 * @param body the response's body; owned by this method and by the answer
	 * @param header returns a response header's value by its lower-case name
	 * @throws ProviderFailure when the response is not a usable answer
	 */
	public ProviderAnswer answered(Call call, @Nullable InputStream body, Function<String, @Nullable String> header) {
		Attempt attempt = call.attempt();
		Deployment deployment = deployment(call);
		ProviderAnswer answer = this.reader.read(call, deployment, protocol(deployment), body, header);
		if (deployment.provider().simulated()) {
			call.simulated();
		}
		learn(call, attempt);
		if (answer instanceof ProviderAnswer.Whole whole) {
			this.settlement.settle(call, attempt, Outcome.OK, null, whole.ownCount());
		}
		return answer;
	}

	/** Ends the current attempt, which its breaker prevented. */
	public void notAsked(Call call) {
		ProviderFailure notAsked = ProviderFailure.of(Kind.OVERLOADED, "Its circuit breaker is open");
		this.settlement.settle(call, call.attempt(), Outcome.SHORT_CIRCUITED, notAsked, null);
	}

	/** Ends the current attempt with a failure. */
	public void failed(Call call, Throwable cause) {
		Attempt attempt = call.attempt();
		Deployment deployment = deployment(call);
		ProviderFailure failure = ProviderWords.shown(failureOf(attempt, cause), deployment.provider());
		learn(deployment, failure);
		this.settlement.settle(call, attempt, outcomeOf(call, failure), failure, null);
	}

	/**
	 * Ends an attempt whose answer was streamed.
	 * @param failure what cut the answer; null when it is complete
	 */
	public void streamEnded(Call call, LiveAnswer answer, Outcome outcome, @Nullable ProviderFailure failure) {
		Attempt attempt = answer.attempt();
		ProviderFailure clean = (failure != null) ? ProviderWords.shown(failure, deployment(call).provider()) : null;
		if (clean != null) {
			this.breakers.brokeLater(attempt.deployment(), clean, attempt.startedNanos(), this.nanoClock);
		}
		this.settlement.settle(call, attempt, outcome, clean, answer.ownCount());
	}

	/** Returns the best deployment that is left, after its cost was reserved. */
	private @Nullable Deployment candidate(Call call) {
		Plan plan = call.plan();
		for (String id : plan.deployments()) {
			if (tries(call, id) == 0) {
				Deployment deployment = this.catalog.deployment(id);
				if (mayAccept(call, deployment) && isAvailable(deployment) && this.budget.reserve(call, deployment)) {
					return deployment;
				}
			}
		}
		return again(call, plan);
	}

	/** Returns whether no deployment of the same dialect has refused the request. */
	@SuppressWarnings("ReferenceEquality") // a provider has one object for each dialect
	private boolean mayAccept(Call call, Deployment deployment) {
		for (Attempt attempt : call.attempts()) {
			if (isRefusal(attempt.failure())) {
				Deployment other = this.catalog.deployment(attempt.deployment());
				if (other.dialect() == deployment.dialect()
						&& other.provider().protocol().equals(deployment.provider().protocol())) {
					return false;
				}
			}
		}
		return true;
	}

	/** Returns a deployment to retry: one whose failure may be temporary. */
	private @Nullable Deployment again(Call call, Plan plan) {
		List<Attempt> attempts = call.attempts();
		for (String id : plan.deployments()) {
			Deployment deployment = this.catalog.deployment(id);
			if (mayPass(attempts, id) && mayAccept(call, deployment) && isAvailable(deployment) && this.retries.hasAny()
					&& this.budget.reserve(call, deployment)) {
				return deployment;
			}
		}
		return null;
	}

	private static boolean mayPass(List<Attempt> attempts, String deployment) {
		for (Attempt attempt : attempts.reversed()) {
			if (attempt.deployment().equals(deployment)) {
				ProviderFailure failure = attempt.failure();
				return !attempt.isHeldBack() && failure != null && failure.kind().deploymentsFault()
						&& failure.kind() != Kind.TIMEOUT;
			}
		}
		return false;
	}

	private boolean isAvailable(Deployment deployment) {
		return !this.breakers.isOpen(deployment.id())
				&& this.cooldowns.remaining(deployment.provider().quotaGroup()).isZero();
	}

	private static int tries(Call call, String deployment) {
		int count = 0;
		List<Attempt> attempts = call.attempts();
		for (int i = 0; i < attempts.size(); i++) {
			if (attempts.get(i).deployment().equals(deployment)) {
				count++;
			}
		}
		return count;
	}

	private Duration limit(Call call, Deployment deployment) {
		Plan plan = call.plan();
		Provider.Timeouts timeouts = deployment.provider().timeouts();
		boolean alternatives = call.tried() + 1 < plan.attempts() && othersLeft(call, deployment.id());
		Duration least = (plan.firstToken() != null) ? plan.firstToken() : timeouts.firstToken();
		return this.adaptiveTimeout.limit(deployment.id(), call.isStreaming(), least, timeouts.answer(), alternatives);
	}

	private boolean othersLeft(Call call, String but) {
		for (String id : call.plan().deployments()) {
			if (!id.equals(but) && tries(call, id) == 0 && isAvailable(this.catalog.deployment(id))) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Adapts timeouts to a new answer: its deployment's, and those of the deployments
	 * that timed out before it. If this answer took longer than they were given, the
	 * request needs long and they may be healthy: their timeouts grow. If not, they are
	 * slow or hang, and their timeouts stay.
	 */
	private void learn(Call call, Attempt attempt) {
		long took = attempt.answerBeganNanos() - attempt.startedNanos();
		this.adaptiveTimeout.answered(attempt.deployment(), call.isStreaming(), took);
		for (Attempt other : call.attempts()) {
			if (other.outcome() == Outcome.TIMEOUT && other.answerBeganNanos() == 0) {
				long given = other.endedNanos() - other.startedNanos();
				if (took > given) {
					this.adaptiveTimeout.timedOut(other.deployment(), call.isStreaming(), Duration.ofNanos(given));
				}
			}
		}
	}

	private void learn(Deployment deployment, ProviderFailure failure) {
		switch (failure.kind()) {
			case RATE_LIMITED -> this.cooldowns.cool(deployment.provider().quotaGroup(), failure.retryAfter());
			case INSUFFICIENT_QUOTA -> {
				this.cooldowns.spent(deployment.provider().quotaGroup(), failure.retryAfter());
				LOG.warn("The account {} has no quota left ({}): {}. Increase it at its provider.",
						deployment.provider().quotaGroup(), deployment.id(), failure.getMessage());
			}
			case OVERLOADED -> {
				if (failure.retryAfter() != null) {
					this.cooldowns.cool(deployment.provider().quotaGroup(), failure.retryAfter());
				}
			}
			case AUTH, NOT_FOUND -> LOG
				.warn("{} refuses Serai's own request with {}: {}. Look at its key in the environment and its name in"
						+ " models.yaml.", deployment.id(), failure.status(), failure.getMessage());
			default -> {
			}
		}
	}

	private static ProviderFailure failureOf(Attempt attempt, Throwable cause) {
		ProviderFailure cancelled = attempt.cancelled();
		if (cancelled != null) {
			return cancelled;
		}
		for (Throwable t = cause; t != null; t = t.getCause()) {
			if (t instanceof ProviderFailure failure) {
				return failure;
			}
		}
		LOG.error("An attempt at {} failed because of a defect", attempt.deployment(), cause);
		return ProviderFailure.of(Kind.MALFORMED, "The answer could not be processed");
	}

	private static Outcome outcomeOf(Call call, ProviderFailure failure) {
		return switch (failure.kind()) {
			case TIMEOUT -> Outcome.TIMEOUT;
			case INVALID_REQUEST -> Outcome.REJECTED;
			case CANCELLED -> switch (call.abandoned()) {
				case CALLER_GONE -> Outcome.CLIENT_CLOSED;
				case SHUTDOWN -> Outcome.FAILED;
				case null, default -> Outcome.TIMEOUT;
			};
			default -> Outcome.FAILED;
		};
	}

}
