package dev.serai.gateway.cache;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;

import dev.serai.gateway.cache.Flight.Landing;
import dev.serai.gateway.cache.Flights.Boarding;
import dev.serai.gateway.call.CacheUse;
import dev.serai.gateway.call.CacheWish;
import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.Caller;
import dev.serai.gateway.call.Outcome;
import dev.serai.gateway.call.Transcript;
import dev.serai.gateway.routing.Policies;
import dev.serai.gateway.routing.Policy;
import dev.serai.gateway.routing.Router;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/**
 * Serves a call from the cache where the call's policy enables it, and stores new
 * answers. Of concurrent calls with the same question one is served; the others wait for
 * its result.
 */
public final class AnswerRecall {

	/**
	 * A call waits for another call's answer at most this part of its own time (1 / n),
	 * and has the rest for itself.
	 */
	private static final int SHARE_OF_TIME = 2;

	private final Router router;

	private final AnswerCache cache;

	private final Function<Call, String> guardrails;

	private final int maxAnswer;

	private final LongSupplier nanoClock;

	private final boolean wanted;

	private final Flights flights = new Flights();

	/**
	 * @param guardrails returns the guardrails that check a call's answer: an answer
	 * under other guardrails is another answer
	 * @param maxAnswer the largest answer that is stored, in bytes
	 */
	public AnswerRecall(Policies policies, Router router, AnswerCache cache, Function<Call, String> guardrails,
			int maxAnswer, LongSupplier nanoClock) {
		this.guardrails = guardrails;
		this.router = router;
		this.cache = cache;
		this.maxAnswer = maxAnswer;
		this.nanoClock = nanoClock;
		this.wanted = policies.byName().values().stream().anyMatch(policy -> policy.cacheFor() != null);
	}

	/** Returns the number of questions that are being answered now. */
	public int underWay() {
		return this.flights.size();
	}

	/**
	 * Returns the stored answer to a call.
	 * @return null when the call has to be served by a provider
	 * @throws CallRefused when the call that this one waited for failed, or this call
	 * ended while waiting
	 */
	public @Nullable StoredAnswer recall(Call call) {
		Caller caller = call.caller();
		Policy policy = (this.wanted && caller != null)
				? this.router.policyOf(call.request().model(), call.headers().policy(), caller.defaults().policy())
				: null;
		Duration ttl = (policy != null) ? policy.cacheFor() : null;
		if (policy == null || ttl == null || caller == null || call.headers().cache() == CacheWish.NO_STORE) {
			call.cache(CacheUse.BYPASS);
			return null;
		}
		call.cache(CacheUse.MISS);
		Question question = Questions.of(caller, policy.name(), this.guardrails.apply(call), call.format().name(),
				call.request());
		if (call.headers().cache() == CacheWish.NO_CACHE) {
			String edition = this.cache.find(question).edition();
			call.transcribe(this.maxAnswer);
			call.atEnd(ended -> keep(ended, question, ttl, edition));
			return null;
		}
		StoredAnswer answer = answer(call, policy, question, ttl);
		if (answer != null) {
			call.cache(CacheUse.HIT);
			call.recalled(answer.origin());
			// What serving the call by a provider would have cost.
			call.baseline(answer.origin().cost().isUnknown() ? null : answer.origin().cost().usd());
		}
		return answer;
	}

	private @Nullable StoredAnswer answer(Call call, Policy policy, Question question, Duration ttl) {
		Boarding boarding = this.flights.board(question.digest());
		Landing landing = (boarding.place() != null) ? await(call, policy, boarding.place()) : new Landing.Lead();
		return switch (landing) {
			case Landing.Lead() -> lead(call, question, ttl, boarding.flight());
			case Landing.Answered(StoredAnswer answer, boolean plain) ->
				(plain || answer.streamed() == call.isStreaming()) ? answer : null;
			case Landing.Failed(ApiError error) -> throw error.refused();
			case Landing.Unshared() -> null;
		};
	}

	/** Looks the answer up, or has this call serve the question. */
	private @Nullable StoredAnswer lead(Call call, Question question, Duration ttl, Flight flight) {
		boolean leads = true;
		try {
			AnswerCache.Found found = this.cache.find(question);
			if (found.answer() != null) {
				leads = false;
				flight.land(new Landing.Answered(found.answer(), true));
				return found.answer();
			}
			call.transcribe(this.maxAnswer);
			call.atEnd(ended -> land(ended, question, ttl, found.edition(), flight));
			leads = false;
			return null;
		}
		finally {
			if (leads) {
				flight.handOver();
			}
		}
	}

	private void land(Call call, Question question, Duration ttl, String edition, Flight flight) {
		Landing landing = null;
		try {
			landing = landing(call, question, ttl, edition);
		}
		finally {
			if (landing != null) {
				flight.land(landing);
			}
			else {
				flight.handOver();
			}
		}
	}

	/**
	 * Returns the result of the leading call for all that wait; null when it concerns
	 * that call only: it was abandoned, its deadline passed, or it was refused before a
	 * provider was reached.
	 */
	private @Nullable Landing landing(Call call, Question question, Duration ttl, String edition) {
		if (call.outcome() == Outcome.OK) {
			StoredAnswer answer = keep(call, question, ttl, edition);
			return (answer != null) ? new Landing.Answered(answer, isPlain(call)) : new Landing.Unshared();
		}
		ApiError error = call.error();
		return (error != null && !call.attempts().isEmpty() && call.abandoned() == null) ? new Landing.Failed(error)
				: null;
	}

	/**
	 * @return the answer, stored or not; null when there is none that may be served again
	 */
	private @Nullable StoredAnswer keep(Call call, Question question, Duration ttl, String edition) {
		StoredAnswer answer = (call.outcome() == Outcome.OK) ? StoredAnswer.of(call) : null;
		if (answer == null || answer.body().length > this.maxAnswer) {
			return null;
		}
		if (isPlain(call)) {
			this.cache.keep(question, answer, ttl, edition);
		}
		return answer;
	}

	private static boolean isPlain(Call call) {
		Transcript transcript = call.transcript();
		return transcript != null && transcript.isPlain();
	}

	private Landing await(Call call, Policy policy, CompletableFuture<Landing> place) {
		Duration limit = limit(call, policy);
		long begin = this.nanoClock.getAsLong();
		call.wakeWith(() -> place.cancel(false));
		try {
			return place.get(call.startedNanos() + limit.toNanos() / SHARE_OF_TIME - begin, TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			// A call that was made leader at this very moment leads, if only to hand
			// over. Otherwise it goes on alone: the other call may merely have a slow
			// caller.
			return place.cancel(false) ? new Landing.Unshared() : place.join();
		}
		catch (InterruptedException ex) {
			if (!place.cancel(false)) {
				return place.join();
			}
			Thread.currentThread().interrupt();
			throw gone(call);
		}
		catch (CancellationException ex) {
			throw gone(call);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("A flight never lands so", ex);
		}
		finally {
			call.waited(this.nanoClock.getAsLong() - begin);
		}
	}

	private static CallRefused gone(Call call) {
		if (call.abandoned() == Call.Abandoned.SHUTDOWN) {
			return ApiError.unavailable("shutting_down", "Serai is shutting down; try again", Duration.ofSeconds(1))
				.refused();
		}
		return ApiError.of(499, "client_closed", "client_closed", "The caller closed the connection").refused();
	}

	private static Duration limit(Call call, Policy policy) {
		Duration timeout = call.headers().timeout();
		return (timeout != null && timeout.compareTo(policy.deadline()) < 0) ? timeout : policy.deadline();
	}

}
