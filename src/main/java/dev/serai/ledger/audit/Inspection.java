package dev.serai.ledger.audit;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;

/** Runs verifications on request, one at a time, because each reads all records. */
public final class Inspection {

	private final Function<Function<Evidence, Verdict>, Verdict> records;

	private final Supplier<List<Checkpoint>> outside;

	private final BiPredicate<UUID, String> trust;

	private final Semaphore free = new Semaphore(1);

	/**
	 * @param records runs a query on a consistent snapshot of the records
	 * @param outside reads the checkpoints stored outside the database
	 * @param trust whether a public key may sign a node's checkpoints
	 */
	public Inspection(Function<Function<Evidence, Verdict>, Verdict> records, Supplier<List<Checkpoint>> outside,
			BiPredicate<UUID, String> trust) {
		this.records = records;
		this.outside = outside;
		this.trust = trust;
	}

	/**
	 * @throws CallRefused 409 {@code verification_running}, 503 when the records cannot
	 * be reached
	 */
	public Verdict verdict() {
		if (!this.free.tryAcquire()) {
			throw ApiError
				.of(409, "invalid_request_error", "verification_running", "The records are being verified already.")
				.refused();
		}
		try {
			// Read before the records, so that the records are at least as recent.
			List<Checkpoint> kept = this.outside.get();
			return this.records.apply(evidence -> new Verification(evidence, kept, this.trust).verdict());
		}
		finally {
			this.free.release();
		}
	}

}
