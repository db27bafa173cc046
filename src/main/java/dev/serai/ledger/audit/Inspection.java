package dev.serai.ledger.audit;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;

/** Verifies when asked, one at a time, for it reads all records. */
public final class Inspection {

	private final Function<Function<Evidence, Verdict>, Verdict> records;

	private final Supplier<List<Checkpoint>> outside;

	private final BiPredicate<UUID, String> trust;

	private final Semaphore free = new Semaphore(1);

	/**
	 * @param records lets a question look at the records as they are at one moment
	 * @param outside the checkpoints that are kept out of the database
	 * @param trust whether a node's checkpoints may be signed with a public key
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
			// Before the records: those have come at least as far as what is read here.
			List<Checkpoint> kept = this.outside.get();
			return this.records.apply(evidence -> new Verification(evidence, kept, this.trust).verdict());
		}
		finally {
			this.free.release();
		}
	}

}
