package dev.serai.ledger.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import dev.serai.ledger.CallRecord;
import dev.serai.ledger.journal.Journal.Extent;
import dev.serai.ledger.journal.Journal.Recent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes records out of the journal in the order of writing. A batch is taken, appended to
 * the ledger, and confirmed. An unconfirmed batch is taken again, also by the next
 * process. Thread-safe; meant for one consumer.
 */
public final class JournalTail {

	private static final Logger LOG = LoggerFactory.getLogger(JournalTail.class);

	private final Journal journal;

	private final JournalDirectory directory;

	private final SegmentReader reader = new SegmentReader();

	private List<CallRecord> taken = List.of();

	/** Final entries taken, readable or not. */
	private int entries;

	private long position;

	private long lastTaken;

	/**
	 * @param position the first entry that may not be in the database
	 * @param lastKept the address of the last final entry before it; -1 for none
	 */
	JournalTail(Journal journal, JournalDirectory directory, long position, long lastKept) {
		this.journal = journal;
		this.directory = directory;
		this.position = position;
		this.lastTaken = lastKept;
	}

	/**
	 * Returns the next records, oldest first.
	 * @param max the maximum number
	 * @return the same batch until it is {@linkplain #kept confirmed}; empty when none
	 * waits
	 */
	public synchronized List<CallRecord> take(int max) {
		if (this.entries > 0) {
			return this.taken;
		}
		List<CallRecord> batch = new ArrayList<>();
		long before = this.position;
		long lastBefore = this.lastTaken;
		boolean read = false;
		try {
			List<Recent> recent = this.journal.recent(this.lastTaken, max);
			for (Recent record : recent) {
				batch.add(record.record());
				this.lastTaken = record.address();
				this.position = record.end();
			}
			this.entries = recent.size();
			if (this.entries < max) {
				read(batch, max);
			}
			read = true;
		}
		finally {
			if (!read) {
				// Nothing was taken: the next call reads from here again.
				this.position = before;
				this.lastTaken = lastBefore;
				this.entries = 0;
			}
		}
		this.taken = batch;
		if (batch.isEmpty()) {
			// None of the entries was readable.
			kept();
		}
		return batch;
	}

	/** Confirms that the batch is in the database. */
	public synchronized void kept() {
		int count = this.entries;
		this.taken = List.of();
		this.entries = 0;
		if (count == 0) {
			return;
		}
		try {
			this.directory.position(this.position);
			this.journal.kept(this.position, count);
		}
		catch (IOException ex) {
			LOG.warn("Files of the journal that are no longer needed could not be deleted; trying again", ex);
		}
	}

	private void read(List<CallRecord> batch, int max) {
		Extent extent = this.journal.after(this.position);
		if (extent.lastFinal() == this.lastTaken) {
			return;
		}
		try {
			for (Segment segment : extent.segments()) {
				int end = (segment == extent.segments().getLast()) ? extent.end() : segment.size();
				int start = (segment.number() == Entry.segmentOf(this.position)) ? Entry.offsetOf(this.position) : 0;
				this.reader.over(segment, start, end);
				for (@Nullable
				Entry entry = next(max); entry != null; entry = next(max)) {
					take(entry, batch);
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The journal cannot be read", ex);
		}
	}

	private @Nullable Entry next(int max) throws IOException {
		return (this.entries < max) ? this.reader.next() : null;
	}

	private void take(Entry entry, List<CallRecord> batch) throws IOException {
		if (entry.kind() == Entry.Kind.FINAL) {
			try {
				batch.add(RecordJson.record(entry.id(), entry.json()));
			}
			catch (RuntimeException ex) {
				LOG.error("The record of call {} cannot be understood; it is kept as {}", entry.id(),
						this.directory.keepAside(entry), ex);
			}
			this.entries++;
			this.lastTaken = entry.address();
		}
		this.position = entry.end();
	}

}
