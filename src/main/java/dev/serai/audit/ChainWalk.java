package dev.serai.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Goes along one chain from its root to its end, or to the first thing that is not as it
 * was written. Of the records only some hundred are held at a time.
 */
final class ChainWalk {

	private static final int AT_A_TIME = 500;

	private final Evidence evidence;

	private final Chain chain;

	private final @Nullable Position head;

	/** What checkpoints say: the hashes that stood with a record. */
	private final NavigableMap<Long, List<String>> marks = new TreeMap<>();

	private byte[] last;

	private long seq;

	private long agreed;

	private long erased;

	private @Nullable Finding finding;

	/**
	 * @param head where the chain is said to end; null when nothing says so
	 * @param checkpoints that can be trusted
	 */
	ChainWalk(Evidence evidence, Chain chain, @Nullable Position head, List<Checkpoint> checkpoints) {
		this.evidence = evidence;
		this.chain = chain;
		this.head = head;
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

	/** How many records are as they were written. */
	long records() {
		return this.seq;
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

	/** Goes on by one record; false when it is not as it was written. */
	private boolean step(Page page, int entry, Map<UUID, Recomputed> found) {
		UUID id = page.ids.get(entry);
		Recomputed record = found.get(id);
		byte[] link = (record != null) ? Chain.link(this.last, record.hash()) : new byte[0];
		if (!Arrays.equals(link, page.hashes.get(entry))) {
			this.finding = Finding.in(this.chain, this.seq + 1, id, reason(page, entry, found));
			return false;
		}
		this.last = link;
		this.seq++;
		this.erased += Objects.requireNonNull(record).erased() ? 1 : 0;
		return agrees(id);
	}

	/** What was done to an entry, from what stands around it. */
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
	}

	/** Some blocks' entries, one after the other. */
	private static final class Page {

		private final List<UUID> ids = new ArrayList<>();

		private final List<byte[]> hashes = new ArrayList<>();

		Page(List<Block> blocks) {
			for (Block block : blocks) {
				this.ids.addAll(block.ids());
				for (int i = 0; i < block.ids().size(); i++) {
					int from = Math.min(i * Chain.HASH_LENGTH, block.hashes().length);
					this.hashes.add(Arrays.copyOfRange(block.hashes(), from, from + Chain.HASH_LENGTH));
				}
			}
		}

	}

}
