package dev.serai.gateway.idempotency;

import java.time.Duration;
import java.util.UUID;

import dev.serai.gateway.cache.StoredAnswer;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;

/**
 * Which call a key stands for, and what that call came to. One for all nodes.
 */
public interface Claims {

	/**
	 * Claims a key for a call; it is another call's when that came first.
	 * @param lease after how long a call that has not ended is taken for lost
	 * @param keepFor how long the key stands for the call
	 * @throws CallRefused 503 when that cannot be known now
	 */
	Claim claim(Key key, byte[] bodyHash, UUID callId, Duration lease, Duration keepFor);

	/** The call has ended so; nothing happens when the key is not its own any more. */
	void settle(Key key, UUID callId, Result result);

	/** The key is free again, unless it is not the call's own any more. */
	void release(Key key, UUID callId);

	/**
	 * Forgets what has expired.
	 * @param most how many at the most
	 * @return how many there were
	 */
	int forgetExpired(int most);

	/**
	 * A caller's key.
	 *
	 * @param hash SHA-256 of it
	 */
	@SuppressWarnings("ArrayRecordComponent")
	record Key(UUID team, byte[] hash) {
	}

	/** What a claim came to. */
	sealed interface Claim {

		/** The key is the call's own. */
		record Granted() implements Claim {
		}

		/** Its first call has not ended yet. */
		record UnderWay() implements Claim {
		}

		/** Its first call had another body. */
		record OtherBody() implements Claim {
		}

		/** Its first call has ended. */
		record Ended(Result result) implements Claim {
		}

	}

	/** What a call came to. */
	sealed interface Result {

		/** An answer. */
		record Answered(StoredAnswer answer) implements Result {
		}

		/** An error, but it cost something. */
		record Failed(ApiError error) implements Result {
		}

		/** An answer, but too long a one to be kept. */
		record TooLarge() implements Result {
		}

	}

}
