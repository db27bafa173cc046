package dev.serai.gateway.idempotency;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;

import dev.serai.gateway.cache.StoredAnswer;
import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.Caller;
import dev.serai.gateway.call.Cost;
import dev.serai.gateway.call.Outcome;
import dev.serai.gateway.idempotency.Claims.Claim;
import dev.serai.gateway.idempotency.Claims.Key;
import dev.serai.gateway.idempotency.Claims.Result;
import dev.serai.gateway.routing.Policy;
import dev.serai.gateway.routing.Router;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a request that is sent several times under one key only once: the first call is
 * served; the others get 409 while it runs and its result afterwards. A call that failed
 * without cost is not remembered: the request may be sent again under the same key.
 */
public final class Idempotency {

	private static final Logger LOG = LoggerFactory.getLogger(Idempotency.class);

	private static final String HEADER = "Idempotency-Key";

	private static final Duration SOON = Duration.ofSeconds(1);

	/** The time that a call may take beyond its deadline until its result is stored. */
	private static final Duration MARGIN = Duration.ofSeconds(30);

	private final Claims claims;

	private final Router router;

	private final Duration keepFor;

	private final int maxAnswer;

	/**
	 * @param keepFor how long a key is kept
	 * @param maxAnswer the largest answer that is stored, in bytes
	 */
	public Idempotency(Claims claims, Router router, Duration keepFor, int maxAnswer) {
		this.claims = claims;
		this.router = router;
		this.keepFor = keepFor;
		this.maxAnswer = maxAnswer;
	}

	/**
	 * Returns the stored answer of the key's first call.
	 * @return null when the call has to be served
	 * @throws CallRefused 409 while the first call is under way, 422 when it had another
	 * body, 503 when the store cannot be reached, or the first call's own error
	 */
	public @Nullable StoredAnswer replay(Call call) {
		String text = call.headers().idempotencyKey();
		Caller caller = call.caller();
		if (text == null || caller == null) {
			return null;
		}
		Key key = key(caller, text);
		return switch (this.claims.claim(key, bodyHash(call), call.id(), lease(call), this.keepFor)) {
			case Claim.Granted() -> {
				call.lasts();
				call.transcribe(this.maxAnswer);
				call.atEnd(ended -> settle(key, ended));
				yield null;
			}
			case Claim.UnderWay() -> throw new ApiError(409, "invalid_request_error", "idempotency_in_progress",
					"A call with this idempotency key is in progress. Try again later.", HEADER, SOON, true)
				.refused();
			case Claim.OtherBody() ->
				throw ApiError
					.of(422, "invalid_request_error", "idempotency_key_reused",
							"This idempotency key was used for another request body.")
					.at(HEADER)
					.refused();
			case Claim.Ended(Result result) -> {
				call.replayed();
				yield replay(call, result);
			}
		};
	}

	/**
	 * The rights are part of the key: an API key must not get a stored answer of a model
	 * that it may not use.
	 */
	private static Key key(Caller caller, String text) {
		String rights = caller.rights().team().stream().sorted().toList() + "\n"
				+ caller.rights().key().stream().sorted().toList();
		return new Key(caller.teamId(), sha256(text.getBytes(StandardCharsets.UTF_8),
				caller.rights().areAll() ? new byte[0] : rights.getBytes(StandardCharsets.UTF_8)));
	}

	private static StoredAnswer replay(Call call, Result result) {
		return switch (result) {
			case Result.Answered(StoredAnswer answer) -> {
				call.recalled(answer.origin());
				yield answer;
			}
			case Result.Failed(ApiError error) -> throw error.refused();
			case Result.TooLarge() -> throw ApiError
				.of(409, "invalid_request_error", "idempotency_answer_too_large",
						"The call with this idempotency key was answered, but the answer was too large to be kept.")
				.at(HEADER)
				.refused();
		};
	}

	private void settle(Key key, Call call) {
		try {
			Result result = result(call);
			if (result != null) {
				this.claims.settle(key, call.id(), result);
			}
			else {
				this.claims.release(key, call.id());
			}
		}
		catch (CallRefused ex) {
			// The caller gets the answer anyway. The key stays claimed until its lease
			// ends.
			LOG.debug("The result of call {} could not be stored under its idempotency key: {}", call.id(),
					ex.getMessage());
		}
	}

	private static @Nullable Result result(Call call) {
		if (call.outcome() == Outcome.OK) {
			StoredAnswer answer = StoredAnswer.of(call);
			return (answer != null) ? new Result.Answered(answer) : new Result.TooLarge();
		}
		Cost cost = call.cost();
		boolean arose = cost.isUnknown() || cost.usd().signum() > 0;
		return (arose && call.error() != null) ? new Result.Failed(call.error()) : null;
	}

	private Duration lease(Call call) {
		Policy policy = this.router.policyOf(call.request().model(), call.headers().policy(),
				(call.caller() != null) ? call.caller().defaults().policy() : null);
		return (policy != null) ? policy.deadline().plus(MARGIN) : MARGIN;
	}

	private static byte[] bodyHash(Call call) {
		String policy = call.headers().policy();
		return sha256(((policy != null) ? policy + "\n" : "\n").getBytes(StandardCharsets.UTF_8), call.wire());
	}

	private static byte[] sha256(byte[] first, byte[] second) {
		try {
			MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
			sha256.update(first);
			return sha256.digest(second);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java has SHA-256", ex);
		}
	}

}
