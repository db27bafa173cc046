package dev.serai.gateway.idempotency;

import java.time.Duration;
import java.util.UUID;

import dev.serai.gateway.cache.StoredAnswer;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;

/**
 * Stores idempotency keys with the calls that they stand for and the results. One store
 * for all nodes.
 */
public interface Claims {

	/**
	 * Claims a key for a call, unless another call holds it.
	 * @param lease after how long a call that has not ended counts as lost
	 * @param keepFor how long the key is kept
	 * @throws CallRefused 503 when the store cannot be reached
	 */
	Claim claim(Key key, byte[] bodyHash, UUID callId, Duration lease, Duration keepFor);

	/**
	 * Stores the result of a call; has no effect when the call no longer holds the key.
	 */
	void settle(Key key, UUID callId, Result result);

	/** Frees the key; has no effect when the call no longer holds it. */
	void release(Key key, UUID callId);

	/**
	 * Deletes expired keys.
	 * @param most the most to delete
	 * @return how many were deleted
	 */
	int forgetExpired(int most);

	/**
	 * A caller's key.
	 *
	 * @param hash its SHA-256
	 */
	@SuppressWarnings("ArrayRecordComponent")
	record Key(UUID team, byte[] hash) {
	}

	/** The result of a claim. */
	sealed interface Claim {

		/** The call holds the key. */
		record Granted() implements Claim {
		}

		/** The key's first call has not ended yet. */
		record UnderWay() implements Claim {
		}

		/** The key's first call had another body. */
		record OtherBody() implements Claim {
		}

		/** The key's first call has ended. */
		record Ended(Result result) implements Claim {
		}

	}

	/** The result of a call. */
	sealed interface Result {

		/** An answer. */
		record Answered(StoredAnswer answer) implements Result {
		}

		/** An error of a call that cost something. */
		record Failed(ApiError error) implements Result {
		}

		/** An answer that was too large to be stored. */
		record TooLarge() implements Result {
		}

	}

}
