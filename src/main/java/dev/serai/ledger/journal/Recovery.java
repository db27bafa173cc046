package dev.serai.ledger.journal;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what an earlier process left in the journal. An entry that was torn when the
 * process ended is the last one and is ignored. Damage before a valid entry is logged,
 * the file is copied aside, and the readable entries are used.
 */
final class Recovery {

	private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

	private static final long NONE = -1;

	private final JournalDirectory directory;

	private final List<Segment> segments;

	private final Map<UUID, Entry> unfinished = new LinkedHashMap<>();

	private int last;

	private int end;

	private long position;

	private long lastFinal = NONE;

	private long lastKept = NONE;

	private int waiting;

	Recovery(JournalDirectory directory) throws IOException {
		this.directory = directory;
		this.segments = directory.segments();
		this.position = directory.position();
		SegmentReader reader = new SegmentReader();
		for (int i = 0; i < this.segments.size(); i++) {
			read(i, reader);
		}
		settlePosition();
	}

	private void read(int index, SegmentReader reader) throws IOException {
		Segment segment = this.segments.get(index);
		boolean damaged = false;
		reader.over(segment, 0, segment.size());
		for (@Nullable
		Entry entry = reader.next(); entry != null; entry = reader.next()) {
			if (entry.skippedFrom() >= 0) {
				report(segment, entry, !damaged);
				damaged = true;
			}
			note(entry);
			this.last = index;
			this.end = Entry.offsetOf(entry.end());
		}
	}

	private void note(Entry entry) {
		switch (entry.kind()) {
			case ACCEPTED -> this.unfinished.put(entry.id(), entry);
			case FINAL -> {
				this.unfinished.remove(entry.id());
				this.lastFinal = entry.address();
				if (entry.address() < this.position) {
					this.lastKept = entry.address();
				}
				else {
					this.waiting++;
				}
			}
		}
	}

	private void report(Segment segment, Entry next, boolean first) {
		LOG.error("The journal is damaged: {} holds no entries from byte {} to byte {}. What follows is read.",
				segment.path(), next.skippedFrom(), Entry.offsetOf(next.address()));
		if (first) {
			try {
				LOG.error("The damaged file is kept as {}", this.directory.keepAside(segment));
			}
			catch (IOException ex) {
				LOG.error("The damaged file {} cannot be kept aside", segment.path(), ex);
			}
		}
	}

	/**
	 * After a power failure, the position may be more recent than the files before it.
	 */
	private void settlePosition() {
		if (this.segments.isEmpty()) {
			this.position = 0;
			return;
		}
		long first = Entry.address(this.segments.getFirst().number(), 0);
		this.position = Math.clamp(this.position, first, Math.max(first, end()));
	}

	/** Returns all files in order. */
	List<Segment> segments() {
		return this.segments;
	}

	/** Returns the index of the file that was written last. */
	int last() {
		return this.last;
	}

	/** Returns the end of the last entry, in the last segment. */
	int endInLast() {
		return this.end;
	}

	private long end() {
		return Entry.address(this.segments.get(this.last).number(), this.end);
	}

	/** Returns the first entry that may not be in the database. */
	long position() {
		return this.position;
	}

	/** Returns the address of the last final entry; -1 when there is none. */
	long lastFinal() {
		return this.lastFinal;
	}

	/**
	 * Returns the address of the last final entry in the database; -1 when there is none.
	 */
	long lastKept() {
		return this.lastKept;
	}

	/** Counts the final entries that may not be in the database. */
	int waiting() {
		return this.waiting;
	}

	/** Returns the calls that were accepted and never ended. */
	Map<UUID, Entry> unfinished() {
		return this.unfinished;
	}

}
