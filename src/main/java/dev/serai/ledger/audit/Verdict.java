package dev.serai.ledger.audit;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What a verification came to.
 *
 * @param valid whether everything is as it was written
 * @param records how many records are as they were written
 * @param erased from how many of them what is about a person was erased
 * @param removed how many records are gone because the time for which they are kept had
 * passed, as signed removals say
 * @param unproved records from before there were chains, for which nothing vouches
 * @param checkpoints how many signed checkpoints agree, in the database or outside
 * @param nodes each node's chains
 * @param first the first thing that is wrong; null when nothing is
 */
public record Verdict(boolean valid, long records, long erased, long removed, long unproved, long checkpoints,
		List<OfNode> nodes, @Nullable Finding first) {

	/**
	 * One node's chains.
	 *
	 * @param calls how many calls are as they were written
	 * @param adminEvents how many administrative events are
	 * @param first the first thing that is wrong with this node's; null when nothing is
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
