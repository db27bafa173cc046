package dev.serai.gateway.cache;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.serai.platform.error.ApiError;
import org.jspecify.annotations.Nullable;

/**
 * A question that is being answered: one call leads, others wait for the same answer. Its
 * lock is held only briefly.
 */
final class Flight {

	private final Deque<CompletableFuture<Landing>> waiting = new ArrayDeque<>();

	private final Runnable forget;

	private boolean over;

	/**
	 * @param forget runs when the flight is over, before the waiting calls get the result
	 */
	Flight(Runnable forget) {
		this.forget = forget;
	}

	/**
	 * Joins the waiting calls. A call that gives up cancels the returned future, which
	 * does not affect the others.
	 * @return null when the flight is over
	 */
	synchronized @Nullable CompletableFuture<Landing> board() {
		if (this.over) {
			return null;
		}
		CompletableFuture<Landing> place = new CompletableFuture<>();
		this.waiting.add(place);
		return place;
	}

	/** Ends the flight and passes its result to all waiting calls. */
	void land(Landing how) {
		List<CompletableFuture<Landing>> all;
		synchronized (this) {
			end();
			all = new ArrayList<>(this.waiting);
			this.waiting.clear();
		}
		all.forEach(place -> place.complete(how));
	}

	/**
	 * Makes the next call that still waits the leader; without one the flight is over.
	 */
	synchronized void handOver() {
		for (CompletableFuture<Landing> next = this.waiting.poll(); next != null; next = this.waiting.poll()) {
			if (next.complete(new Landing.Lead())) {
				return;
			}
		}
		end();
	}

	private void end() {
		this.forget.run();
		this.over = true;
	}

	/** The result for a waiting call. */
	sealed interface Landing {

		/**
		 * An answer for all.
		 *
		 * @param plain whether the answer can be converted between streamed and whole
		 */
		record Answered(StoredAnswer answer, boolean plain) implements Landing {
		}

		/** The question cannot be answered: all calls get this error. */
		record Failed(ApiError error) implements Landing {
		}

		/** The leader's call ended for a reason of its own: this call leads now. */
		record Lead() implements Landing {
		}

		/** The answer was too large to be copied: each waiting call goes on alone. */
		record Unshared() implements Landing {
		}

	}

}
