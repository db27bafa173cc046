package dev.serai.gateway.cache;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.serai.platform.error.ApiError;
import org.jspecify.annotations.Nullable;

/**
 * One question that is being answered: somebody leads, others wait for the same answer.
 * Its lock is held for a moment only.
 */
final class Flight {

	private final Deque<CompletableFuture<Landing>> waiting = new ArrayDeque<>();

	private final Runnable forget;

	private boolean over;

	/**
	 * @param forget done when the flight is over, before anybody learns of that
	 */
	Flight(Runnable forget) {
		this.forget = forget;
	}

	/**
	 * Waits with the others. Who gives up cancels what is returned, which concerns nobody
	 * else.
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

	/** Tells all who wait what came of it. */
	void land(Landing how) {
		List<CompletableFuture<Landing>> all;
		synchronized (this) {
			end();
			all = new ArrayList<>(this.waiting);
			this.waiting.clear();
		}
		all.forEach(place -> place.complete(how));
	}

	/** Has the next one who still waits lead; without such a one the flight is over. */
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

	/** What one who waits is told. */
	sealed interface Landing {

		/**
		 * An answer for all.
		 *
		 * @param plain whether also who wants it streamed can be given a whole one, and
		 * the other way round
		 */
		record Answered(StoredAnswer answer, boolean plain) implements Landing {
		}

		/** The question cannot be answered: this is what everybody is told. */
		record Failed(ApiError error) implements Landing {
		}

		/** The leader's call ended for a reason of its own: now lead. */
		record Lead() implements Landing {
		}

		/**
		 * There was an answer, but too long a one to be written down: everybody asks
		 * alone.
		 */
		record Unshared() implements Landing {
		}

	}

}
