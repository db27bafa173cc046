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
 * @param checkpoints the number of signed checkpoints that match, in the database and
 * outside
 * @param nodes the results for each node's chains
 * @param first the first deviation; null when there is none
 */
public record Verdict(boolean valid, long records, long erased, long removed, long unproved, long checkpoints,
		List<OfNode> nodes, @Nullable Finding first) {

	/**
	 * The result for one node's chains.
	 *
	 * @param calls the number of unchanged calls
	 * @param adminEvents the number of unchanged administrative events
	 * @param first this node's first deviation; null when there is none
	 */
	public record OfNode(UUID node, long calls, long adminEvents, @Nullable Finding first) {
	}

	static Verdict of(long records, long erased, long removed, long unproved, long checkpoints, List<OfNode> nodes,
			List<Finding> elsewhere) {
		Optional<Finding> first = Stream
			.concat(nodes.stream().flatMap(node -> Stream.ofNullable(node.first())), elsewhere.stream())
			.findFirst();
		return new Verdict(first.isEmpty(), records, erased, removed, unproved, checkpoints, List.copyOf(nodes),
				first.orElse(null));
	}

}
