package dev.serai.cache;

import java.util.concurrent.CompletableFuture;

import dev.serai.call.ApiError;

/** One question that is being answered, and those who wait for the same answer. */
final class Flight {

	private final CompletableFuture<Landing> landing = new CompletableFuture<>();

	/** What came of it, for one who waits; giving up on it concerns nobody else. */
	CompletableFuture<Landing> landing() {
		return this.landing.copy();
	}

	void land(Landing how) {
		this.landing.complete(how);
	}

	/** What came of a flight. */
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

		/** It ended for a reason of its own leader's; the next one leads. */
		record HandedOver() implements Landing {
		}

		/** There was an answer, but too long a one to be written down: everybody asks alone. */
		record Unshared() implements Landing {
		}

	}

}
