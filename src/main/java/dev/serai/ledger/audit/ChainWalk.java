package dev.serai.ledger.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Verifies one chain from its root to its end or to the first deviation. Keeps only some
 * hundred records in memory.
 */
final class ChainWalk {

	private static final int AT_A_TIME = 500;

	private final Evidence evidence;

	private final Chain chain;

	private final @Nullable Position head;

	/** The chain hashes that checkpoints state, by record number. */
	private final NavigableMap<Long, List<String>> marks = new TreeMap<>();

	private final Predicate<Removal> trust;

	/** Removals found so far and not completely verified, by id. */
	private final Map<UUID, Met> removals = new HashMap<>();

	private byte[] last;

	private long seq;

	private long removed;

	private long agreed;

	private long erased;

	private @Nullable Finding finding;

	/**
	 * @param head the recorded end of the chain; null when it is not recorded
	 * @param checkpoints trusted checkpoints
	 * @param trust whether a removal's signature is trusted
	 */
	ChainWalk(Evidence evidence, Chain chain, @Nullable Position head, List<Checkpoint> checkpoints,
			Predicate<Removal> trust) {
		this.evidence = evidence;
		this.chain = chain;
		this.head = head;
		this.trust = trust;
		this.last = chain.root();
		checkpoints.stream().filter(checkpoint -> checkpoint.node().equals(chain.node())).forEach(checkpoint -> {
			checkpoint.chains()
				.stream()
				.filter(span -> span.kind().equals(chain.kind().word()) && span.last() > 0)
				.forEach(span -> this.marks.computeIfAbsent(span.last(), seq -> new ArrayList<>()).add(span.hash()));
		});
	}

	ChainWalk go() {
		long after = 0;
		List<Block> blocks = this.evidence.blocks(this.chain, after + 1, AT_A_TIME);
		while (this.finding == null && !blocks.isEmpty()) {
			walk(blocks);
			after = blocks.getLast().first();
			blocks = (this.finding == null) ? this.evidence.blocks(this.chain, after + 1, AT_A_TIME) : List.of();
		}
		if (this.finding == null) {
			checkEnd();
		}
		return this;
	}

	/** Returns the number of records that are present and unchanged. */
	long records() {
		return this.seq - this.removed;
	}

	/** Returns the number of records removed by retention. */
	long removed() {
		return this.removed;
	}

	long erased() {
		return this.erased;
	}

	@Nullable Finding finding() {
		return this.finding;
	}

	Chain chain() {
		return this.chain;
	}

	private void walk(List<Block> blocks) {
		Page page = new Page(blocks);
		Map<UUID, Recomputed> found = this.evidence.recompute(this.chain.kind(), page.ids);
		page.removed(this.seq + 1, removals(page.ids.size()));
		int entry = 0;
		for (Block block : blocks) {
			if (block.first() != this.seq + 1) {
				this.finding = Finding.in(this.chain, this.seq + 1, null,
						(block.first() > this.seq) ? Finding.Reason.MISSING : Finding.Reason.INSERTED);
				return;
			}
			if (block.ids().isEmpty() || block.hashes().length != block.ids().size() * Chain.HASH_LENGTH) {
				this.finding = Finding.in(this.chain, block.first(), null, Finding.Reason.EDITED);
				return;
			}
			for (int i = 0; i < block.ids().size(); i++) {
				if (!step(page, entry++, found)) {
					return;
				}
			}
		}
	}

	/** Returns the trusted removals that contain any of the next records. */
	private List<Met> removals(int count) {
		if (this.chain.kind() != Chain.Kind.CALL) {
			return List.of();
		}
		List<Met> next = new ArrayList<>();
		for (Removed part : this.evidence.removed(this.chain, this.seq + 1, this.seq + 1 + count)) {
			Met met = this.removals.computeIfAbsent(part.removal().id(),
					id -> new Met(part.removal(), this.trust.test(part.removal())));
			if (met.trusted) {
				met.next = part.seqs();
				next.add(met);
			}
		}
		return next;
	}

	/** Verifies the next record; returns false when it deviates. */
	private boolean step(Page page, int entry, Map<UUID, Recomputed> found) {
		UUID id = page.ids.get(entry);
		byte[] own = page.hashes.get(entry);
		Recomputed record = found.get(id);
		List<Met> removedBy = page.removals.get(entry);
		if (record == null && !removedBy.isEmpty()) {
			// The removal's signer has signed this chain hash.
			this.removed++;
		}
		else if (record == null || !Arrays.equals(Chain.link(this.last, record.hash()), own)) {
			this.finding = Finding.in(this.chain, this.seq + 1, id, reason(page, entry, found));
			return false;
		}
		else {
			this.erased += record.erased() ? 1 : 0;
		}
		this.last = own;
		this.seq++;
		for (Met removal : removedBy) {
			if (!removal.goesOnWith(this.seq, id, own)) {
				this.finding = Finding.in(this.chain, removal.first, null, Finding.Reason.REMOVAL_MISMATCH);
				return false;
			}
			if (removal.isComplete()) {
				// A further record of it would start another walk of it, which never
				// completes.
				this.removals.remove(removal.removal.id());
			}
		}
		return agrees(id);
	}

	/** Determines the kind of deviation from the surrounding entries. */
	private Finding.Reason reason(Page page, int entry, Map<UUID, Recomputed> found) {
		byte[] own = page.hashes.get(entry);
		for (int other = 0; other < page.ids.size(); other++) {
			Recomputed record = found.get(page.ids.get(other));
			if (other == entry || record == null) {
				continue;
			}
			byte[] link = Chain.link(this.last, record.hash());
			if (Arrays.equals(link, own)) {
				return Finding.Reason.REORDERED;
			}
			if (Arrays.equals(link, page.hashes.get(other))) {
				return isNextTo(link, found.get(page.ids.get(entry)), own) || other != entry + 1
						? Finding.Reason.REORDERED : Finding.Reason.INSERTED;
			}
		}
		return found.containsKey(page.ids.get(entry)) ? Finding.Reason.EDITED : Finding.Reason.MISSING;
	}

	private static boolean isNextTo(byte[] link, @Nullable Recomputed record, byte[] hash) {
		return record != null && Arrays.equals(Chain.link(link, record.hash()), hash);
	}

	private boolean agrees(UUID id) {
		List<String> said = this.marks.get(this.seq);
		if (said == null) {
			return true;
		}
		String hash = HexFormat.of().formatHex(this.last);
		if (said.stream().allMatch(hash::equals)) {
			this.agreed = this.seq;
			return true;
		}
		this.finding = Finding.in(this.chain, this.agreed + 1, (this.agreed + 1 == this.seq) ? id : null,
				Finding.Reason.CHECKPOINT_MISMATCH);
		return false;
	}

	private void checkEnd() {
		if (!this.marks.tailMap(this.seq, false).isEmpty() || (this.head != null && this.head.seq() > this.seq)) {
			this.finding = Finding.in(this.chain, this.seq + 1, null, Finding.Reason.TRUNCATED);
		}
		else if (this.head == null) {
			this.finding = (this.seq == 0) ? null : Finding.in(this.chain, this.seq + 1, null, Finding.Reason.MISSING);
		}
		else if (this.head.seq() < this.seq) {
			this.finding = Finding.in(this.chain, this.head.seq() + 1, null, Finding.Reason.INSERTED);
		}
		else if (!Arrays.equals(this.head.hash(), this.last)) {
			this.finding = Finding.in(this.chain, this.seq, null, Finding.Reason.EDITED);
		}
		else {
			this.removals.values()
				.stream()
				.filter(removal -> removal.trusted && !removal.isComplete())
				.min(Comparator.comparing(removal -> removal.first))
				.ifPresent(removal -> this.finding = Finding.in(this.chain, removal.first, null,
						Finding.Reason.REMOVAL_MISMATCH));
		}
	}

	/** A removal with the part of it that was verified so far. */
	private static final class Met {

		private final Removal removal;

		private final boolean trusted;

		private final RemovalRoot root = new RemovalRoot();

		private List<Removed.Span> next = List.of();

		private long first;

		Met(Removal removal, boolean trusted) {
			this.removal = removal;
			this.trusted = trusted;
		}

		/**
		 * Whether the removal can still match its signature with this record as the next.
		 */
		boolean goesOnWith(long seq, UUID id, byte[] link) {
			this.first = (this.root.calls() == 0) ? seq : this.first;
			this.root.add(seq, id, link);
			return this.root.calls() < this.removal.calls()
					|| (isComplete() && this.root.hex().equals(this.removal.root()));
		}

		boolean isComplete() {
			return this.root.calls() == this.removal.calls();
		}

	}

	/** The entries of some consecutive blocks. */
	private static final class Page {

		private final List<UUID> ids = new ArrayList<>();

		private final List<byte[]> hashes = new ArrayList<>();

		/** For each entry, the removals that may contain it. */
		private final List<List<Met>> removals = new ArrayList<>();

		Page(List<Block> blocks) {
			for (Block block : blocks) {
				this.ids.addAll(block.ids());
				for (int i = 0; i < block.ids().size(); i++) {
					int from = Math.min(i * Chain.HASH_LENGTH, block.hashes().length);
					this.hashes.add(Arrays.copyOfRange(block.hashes(), from, from + Chain.HASH_LENGTH));
				}
			}
		}

		/**
		 * @param first the number of the first entry
		 */
		void removed(long first, List<Met> by) {
			this.ids.forEach(id -> this.removals.add(List.of()));
			for (Met removal : by) {
				for (Removed.Span span : removal.next) {
					for (long seq = span.first(); seq <= span.last(); seq++) {
						int entry = (int) (seq - first);
						List<Met> all = new ArrayList<>(this.removals.get(entry));
						all.add(removal);
						this.removals.set(entry, all);
					}
				}
			}
		}

	}

}
