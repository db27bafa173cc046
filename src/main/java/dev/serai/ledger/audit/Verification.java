package dev.serai.ledger.audit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * Verifies that the records are as they were written: walks every chain, compares it with
 * the checkpoints, and looks for records that are in no chain.
 */
public final class Verification {

	private final Evidence evidence;

	private final Collection<Checkpoint> outside;

	private final BiPredicate<UUID, String> trust;

	private final List<Finding> findings = new ArrayList<>();

	/** The key of each node; all its signatures must use it. */
	private final Map<UUID, String> keys = new HashMap<>();

	/**
	 * @param outside checkpoints from outside the database, read before the evidence
	 * @param trust whether a public key may sign a node's checkpoints
	 */
	public Verification(Evidence evidence, Collection<Checkpoint> outside, BiPredicate<UUID, String> trust) {
		this.evidence = evidence;
		this.outside = outside;
		this.trust = trust;
	}

	public Verdict verdict() {
		List<Checkpoint> checkpoints = trusted();
		List<ChainWalk> walks = walks(checkpoints);
		Verdict.Unchained unchained = Stream.of(Chain.Kind.values())
			.map(kind -> unchained(kind, walks))
			.reduce(Verdict.Unchained.NONE, Verdict.Unchained::plus);
		Map<UUID, List<ChainWalk>> byNode = new TreeMap<>(Comparator.comparing(UUID::toString));
		walks.forEach(walk -> byNode.computeIfAbsent(walk.chain().node(), node -> new ArrayList<>()).add(walk));
		List<Verdict.OfNode> nodes = byNode.entrySet()
			.stream()
			.map(node -> new Verdict.OfNode(node.getKey(), records(node.getValue(), Chain.Kind.CALL),
					records(node.getValue(), Chain.Kind.ADMIN),
					node.getValue()
						.stream()
						.flatMap(walk -> Stream.ofNullable(walk.finding()))
						.findFirst()
						.orElse(null)))
			.toList();
		return Verdict.of(walks.stream().mapToLong(ChainWalk::records).sum(),
				walks.stream().mapToLong(ChainWalk::erased).sum(), walks.stream().mapToLong(ChainWalk::removed).sum(),
				unchained, checkpoints.stream().distinct().count(), nodes, this.findings);
	}

	private static long records(List<ChainWalk> walks, Chain.Kind kind) {
		return walks.stream().filter(walk -> walk.chain().kind() == kind).mapToLong(ChainWalk::records).sum();
	}

	private List<ChainWalk> walks(List<Checkpoint> checkpoints) {
		Map<Chain, Position> heads = new HashMap<>();
		this.evidence.heads().forEach(head -> heads.put(head.chain(), head));
		TreeSet<Chain> chains = new TreeSet<>(heads.keySet());
		chains.addAll(this.evidence.chains());
		for (Checkpoint checkpoint : checkpoints) {
			checkpoint.chains().forEach(span -> chains.add(new Chain(checkpoint.node(), Chain.Kind.of(span.kind()))));
		}
		return chains.stream()
			.map(chain -> new ChainWalk(this.evidence, chain, heads.get(chain), checkpoints, this::isTrusted).go())
			.toList();
	}

	private Verdict.Unchained unchained(Chain.Kind kind, List<ChainWalk> walks) {
		List<ChainWalk> ofKind = walks.stream().filter(walk -> walk.chain().kind() == kind).toList();
		long unchained = Math.max(0, this.evidence.count(kind) - records(ofKind, kind));
		long unproved = Math.min(unchained, Math.max(0, this.evidence.before(kind) - removedUnchained(kind)));
		long rest = unchained - unproved;
		if (ofKind.stream().anyMatch(walk -> walk.finding() != null)) {
			// Which records a broken chain contained is unknown.
			return new Verdict.Unchained(unproved, 0, rest);
		}
		if (rest > 0) {
			String id = this.evidence.unchained(kind).map(UUID::toString).orElse(null);
			this.findings.add(new Finding(null, 0, kind.word(), id, Finding.Reason.INSERTED));
		}
		return new Verdict.Unchained(unproved, rest, 0);
	}

	private long removedUnchained(Chain.Kind kind) {
		return (kind == Chain.Kind.CALL)
				? this.evidence.removedUnchained().stream().filter(this::isTrusted).mapToLong(Removal::calls).sum() : 0;
	}

	/** Returns the trusted checkpoints; problems of the others become findings. */
	private List<Checkpoint> trusted() {
		List<Checkpoint> trusted = new ArrayList<>();
		// Checkpoints outside the database come first: access to the database cannot
		// change them.
		this.outside.stream()
			.sorted(Comparator.comparing(Checkpoint::number))
			.filter(checkpoint -> isTrusted(checkpoint))
			.forEach(trusted::add);
		Map<UUID, Map<Long, Checkpoint>> inside = new HashMap<>();
		for (Checkpoint checkpoint : this.evidence.checkpoints()) {
			if (isTrusted(checkpoint)) {
				trusted.add(checkpoint);
			}
			Map<Long, Checkpoint> ofNode = inside.computeIfAbsent(checkpoint.node(), node -> new HashMap<>());
			ofNode.put(checkpoint.number(), checkpoint);
			Checkpoint previous = ofNode.get(checkpoint.number() - 1);
			if (previous == null && checkpoint.number() > 1) {
				this.findings.add(new Finding(checkpoint.node(), checkpoint.number() - 1, "checkpoint", null,
						Finding.Reason.MISSING));
			}
			else if (!checkpoint.previous().equals((previous != null) ? previous.digest() : "")) {
				this.findings.add(Finding.of(checkpoint, Finding.Reason.CHECKPOINT_MISMATCH));
			}
		}
		for (Checkpoint checkpoint : this.outside) {
			Checkpoint same = inside.getOrDefault(checkpoint.node(), Map.of()).get(checkpoint.number());
			if (same == null) {
				this.findings.add(Finding.of(checkpoint, Finding.Reason.MISSING));
			}
			else if (!same.equals(checkpoint)) {
				this.findings.add(Finding.of(checkpoint, Finding.Reason.CHECKPOINT_MISMATCH));
			}
		}
		return trusted;
	}

	private boolean isTrusted(Checkpoint checkpoint) {
		if (checkpoint.isSigned() && isKeyOf(checkpoint.node(), checkpoint.key())
				&& checkpoint.chains().stream().allMatch(span -> Chain.Kind.isWord(span.kind()))) {
			return true;
		}
		this.findings.add(Finding.of(checkpoint, Finding.Reason.BAD_SIGNATURE));
		return false;
	}

	private boolean isTrusted(Removal removal) {
		if (removal.isSigned() && isKeyOf(removal.signer(), removal.key())) {
			return true;
		}
		this.findings.add(Finding.of(removal, Finding.Reason.BAD_SIGNATURE));
		return false;
	}

	private boolean isKeyOf(UUID node, String key) {
		return this.trust.test(node, key) && key.equals(this.keys.computeIfAbsent(node, first -> key));
	}

}
