package dev.serai.ledger.audit;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The result of a verification.
 *
 * @param valid whether all records are as they were written
 * @param records the number of unchanged records
 * @param erased the number of them from which personal data was erased
 * @param removed the number of records removed by retention, according to signed removals
 * @param unproved the number of records that predate the chains and cannot be verified
 * @param inserted the number of records that are in no chain although they are newer than
 * the chains
 * @param unverified the number of records from the first deviation of a chain on: what
 * they were cannot be told
 * @param checkpoints the number of signed checkpoints that match, in the database and
 * outside
 * @param nodes the results for each node's chains
 * @param first the first deviation; null when there is none
 */
public record Verdict(boolean valid, long records, long erased, long removed, long unproved, long inserted,
		long unverified, long checkpoints, List<OfNode> nodes, @Nullable Finding first) {

	/**
	 * The result for one node's chains.
	 *
	 * @param calls the number of unchanged calls
	 * @param adminEvents the number of unchanged administrative events
	 * @param first this node's first deviation; null when there is none
	 */
	public record OfNode(UUID node, long calls, long adminEvents, @Nullable Finding first) {
	}

	/** The records that are in no verified part of a chain. */
	record Unchained(long unproved, long inserted, long unverified) {

		static final Unchained NONE = new Unchained(0, 0, 0);

		Unchained plus(Unchained other) {
			return new Unchained(this.unproved + other.unproved, this.inserted + other.inserted,
					this.unverified + other.unverified);
		}

	}

	static Verdict of(long records, long erased, long removed, Unchained unchained, long checkpoints,
			List<OfNode> nodes, List<Finding> elsewhere) {
		Optional<Finding> first = Stream
			.concat(nodes.stream().flatMap(node -> Stream.ofNullable(node.first())), elsewhere.stream())
			.findFirst();
		return new Verdict(first.isEmpty(), records, erased, removed, unchained.unproved(), unchained.inserted(),
				unchained.unverified(), checkpoints, List.copyOf(nodes), first.orElse(null));
	}

}
