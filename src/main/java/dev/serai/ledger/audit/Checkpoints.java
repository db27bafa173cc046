package dev.serai.ledger.audit;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

import dev.serai.platform.error.CallRefused;

/** Creates this node's checkpoints when there are new records. */
public final class Checkpoints {

	private final UUID node;

	private final CheckpointStore store;

	private final AuditKey key;

	private final Clock clock;

	/** One at a time, because each contains the digest of the previous one. */
	private final ReentrantLock making = new ReentrantLock();

	public Checkpoints(UUID node, CheckpointStore store, AuditKey key, Clock clock) {
		this.node = node;
		this.store = store;
		this.key = key;
		this.clock = clock;
	}

	/**
	 * Signs the current ends of the chains.
	 * @return empty when there are no new records
	 * @throws CallRefused 503 when the records cannot be reached
	 */
	public Optional<Checkpoint> make() {
		this.making.lock();
		try {
			Optional<Checkpoint> last = this.store.last(this.node);
			List<Checkpoint.Span> spans = new ArrayList<>();
			boolean isNew = false;
			for (Position head : this.store.heads(this.node)) {
				Checkpoint.Span span = span(head, last);
				spans.add(span);
				isNew |= span.last() >= span.first();
			}
			if (!isNew) {
				return Optional.empty();
			}
			Checkpoint checkpoint = new Checkpoint(this.node, last.map(Checkpoint::number).orElse(0L) + 1,
					this.clock.instant(), last.map(Checkpoint::digest).orElse(""), spans, this.key.publicKey(), "")
				.signed(this.key);
			this.store.add(checkpoint);
			return Optional.of(checkpoint);
		}
		finally {
			this.making.unlock();
		}
	}

	private static Checkpoint.Span span(Position head, Optional<Checkpoint> last) {
		String kind = head.chain().kind().word();
		long before = last.stream()
			.flatMap(checkpoint -> checkpoint.chains().stream())
			.filter(span -> span.kind().equals(kind))
			.mapToLong(Checkpoint.Span::last)
			.findFirst()
			.orElse(0);
		return new Checkpoint.Span(kind, before + 1, head.seq(), HexFormat.of().formatHex(head.hash()));
	}

	/** Returns the checkpoints that were not exported yet, in order. */
	public List<Checkpoint> unsent() {
		return this.store.unsent(this.node);
	}

	/** Marks a checkpoint as exported. */
	public void sent(Checkpoint checkpoint) {
		this.store.sent(checkpoint, this.clock.instant());
	}

	/** Returns the latest checkpoint; empty before the first. */
	public Optional<Checkpoint> last() {
		return this.store.last(this.node);
	}

}
