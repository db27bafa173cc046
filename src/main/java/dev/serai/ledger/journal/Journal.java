package dev.serai.ledger.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;

import dev.serai.ledger.CallRecord;
import dev.serai.ledger.journal.Entry.Kind;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps records on this machine's disk until the {@link #tail()} has taken them to the
 * database. Written records survive any end of the process.
 *
 * <p>
 * A call uses up to three steps: {@link #open} reserves space for its record,
 * {@link #accept} records that a provider is about to be called, {@link #end} writes the
 * record. Files are filled with zeros in advance and space is reserved for each open
 * call, so a full disk prevents new calls but never the recording of open ones.
 * Thread-safe.
 */
public final class Journal implements AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

	/** The space reserved for a call's record when the call comes in, in bytes. */
	static final int ROOM = 4 * 1024;

	/** The space for records that exceed their reservation. */
	static final int RESERVE = 512 * 1024;

	private static final Duration BEAT = Duration.ofMillis(50);

	private static final long GROWTH_PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

	/** Records that are still in memory need not be read from disk. */
	private static final int RECENT = (int) Math.min(4_096, Runtime.getRuntime().maxMemory() / 64 / 1024);

	private final JournalSettings settings;

	private final JournalDirectory directory;

	private final LongSupplier nanoClock;

	private final ScheduledExecutorService beat = Executors
		.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("journal").factory());

	/** Guards the set of files; always taken before the other lock. */
	private final ReentrantLock files = new ReentrantLock();

	/** Guards writing. A write goes to the page cache and takes microseconds. */
	private final ReentrantLock writing = new ReentrantLock();

	private final ReentrantLock forcing = new ReentrantLock();

	/** Earlier segments that are still needed, oldest first. */
	private final Deque<Segment> written = new ArrayDeque<>();

	private final Deque<Segment> spare = new ArrayDeque<>();

	private final List<Segment> unforced = new ArrayList<>();

	private final Map<UUID, Accepted> accepted = new HashMap<>();

	private final Deque<Owed> owed = new ArrayDeque<>();

	private final Deque<Recent> recent = new ArrayDeque<>();

	/** The writable bytes that are not reserved. */
	private final AtomicLong free = new AtomicLong();

	private final AtomicLong waiting = new AtomicLong();

	private final JournalTail tail;

	private Segment current;

	private int offset;

	private boolean dirty;

	private long lastFinal;

	private volatile long forcedTo;

	private volatile long bytes;

	private volatile boolean broken;

	private boolean growing = true;

	private long growAgainAt;

	private Journal(JournalSettings settings, JournalDirectory directory, Recovery found, LongSupplier nanoClock)
			throws IOException {
		this.settings = settings;
		this.directory = directory;
		this.nanoClock = nanoClock;
		this.growAgainAt = nanoClock.getAsLong();
		List<Segment> segments = found.segments().isEmpty() ? List.of(directory.create(1, settings.segmentBytes()))
				: found.segments();
		this.current = segments.get(found.last());
		this.offset = found.endInLast();
		this.written.addAll(segments.subList(0, found.last()));
		this.spare.addAll(segments.subList(found.last() + 1, segments.size()));
		this.bytes = segments.stream().mapToLong(Segment::size).sum();
		this.free.set(this.current.usable() - this.offset + this.spare.stream().mapToLong(Segment::usable).sum());
		this.lastFinal = found.lastFinal();
		this.waiting.set(found.waiting());
		long first = Entry.address(segments.getFirst().number(), 0);
		this.tail = new JournalTail(this, directory, Math.max(found.position(), first), found.lastKept());
	}

	/**
	 * Opens the journal in a directory, with the entries of earlier processes.
	 * @param crashed creates the record of a call that was in progress when its process
	 * ended
	 * @param nanoClock times the next attempt to create a file
	 * @throws JournalInUse when another process uses it
	 * @throws IOException when it cannot be read or there is no space for its first file
	 */
	public static Journal open(JournalSettings settings, Function<Acceptance, CallRecord> crashed,
			LongSupplier nanoClock) throws IOException {
		JournalDirectory directory = new JournalDirectory(settings.directory());
		try {
			Recovery found = new Recovery(directory);
			Journal journal = new Journal(settings, directory, found, nanoClock);
			journal.finish(found.unfinished().values(), crashed);
			long beat = BEAT.toMillis();
			journal.beat.scheduleWithFixedDelay(journal::beat, beat, beat, TimeUnit.MILLISECONDS);
			return journal;
		}
		catch (IOException | RuntimeException ex) {
			directory.close();
			throw ex;
		}
	}

	private void finish(Collection<Entry> unfinished, Function<Acceptance, CallRecord> crashed) {
		for (Entry entry : unfinished) {
			this.free.addAndGet(-ROOM);
			this.accepted.put(entry.id(), new Accepted(entry.json(), Entry.segmentOf(entry.address()), 0));
			try {
				end(crashed.apply(RecordJson.acceptance(entry.id(), entry.json())));
			}
			catch (RuntimeException ex) {
				LOG.error("Call {} was under way when the process ended and cannot be recorded yet: {}", entry.id(),
						new String(entry.json(), StandardCharsets.UTF_8), ex);
			}
		}
		if (this.waiting.get() > 0) {
			LOG.info("{} records of an earlier run go to the database now, {} of them of calls that were under way"
					+ " when it ended", this.waiting.get(), unfinished.size());
		}
	}

	/**
	 * Reserves space for the record of a new call.
	 * @throws CallRefused 503 when there is none; the call is not opened and leaves no
	 * record
	 */
	public void open() {
		reserve(ROOM);
	}

	/**
	 * Records that a provider is about to be called.
	 * @param room the additional space that the record may need, in bytes
	 * @throws CallRefused 503 when it cannot be written; the provider must not be called
	 * then
	 */
	public void accept(Acceptance call, int room) {
		byte[] json = RecordJson.write(call);
		ByteBuffer entry = Entry.frame(Kind.ACCEPTED, call.id(), json);
		reserve(room);
		long end;
		this.writing.lock();
		try {
			end = write(entry) + entry.capacity();
			this.accepted.put(call.id(), new Accepted(json, this.current.number(), room));
		}
		catch (IOException ex) {
			this.free.addAndGet(room);
			report(ex);
			throw refused();
		}
		finally {
			this.writing.unlock();
		}
		forceIfAlways(end);
	}

	/**
	 * Records the end of an opened call. The record survives the process when this
	 * returns.
	 * @throws CallRefused 503 when it cannot be written; it is written later, and no new
	 * call is opened until then
	 */
	public void end(CallRecord record) {
		ByteBuffer entry = Entry.frame(Kind.FINAL, record.id(), json(record));
		this.writing.lock();
		try {
			if (!this.owed.isEmpty()) {
				this.owed.add(new Owed(entry, record));
				throw refused();
			}
			write(entry, record);
		}
		catch (IOException ex) {
			this.owed.add(new Owed(entry, record));
			report(ex);
			throw refused();
		}
		finally {
			this.writing.unlock();
		}
		forceIfAlways(entry.getLong(0) + entry.capacity());
	}

	/** Leaves out the decision when it is too large, rather than losing the record. */
	private static byte[] json(CallRecord record) {
		byte[] json = RecordJson.write(record, true);
		return (json.length < Entry.LARGEST - Entry.HEADER - Entry.PREFIX) ? json : RecordJson.write(record, false);
	}

	/** Must be called with the lock held. */
	private void write(ByteBuffer entry, CallRecord record) throws IOException {
		long address = write(entry);
		Accepted before = this.accepted.remove(record.id());
		this.free.addAndGet(ROOM + ((before != null) ? before.room : 0));
		this.waiting.incrementAndGet();
		if (this.recent.size() < RECENT) {
			this.recent.add(new Recent(address, address + entry.capacity(), this.lastFinal, record));
		}
		this.lastFinal = address;
	}

	/** Must be called with the lock held. Returns the entry's address. */
	private long write(ByteBuffer entry) throws IOException {
		int length = entry.capacity();
		if (this.offset + length > this.current.size()) {
			turnOver();
		}
		long address = Entry.address(this.current.number(), this.offset);
		entry.putLong(0, address);
		this.current.write(entry.duplicate(), this.offset);
		this.offset += length;
		this.free.addAndGet(-length);
		this.dirty = true;
		return address;
	}

	private void turnOver() throws IOException {
		Segment next = this.spare.poll();
		if (next == null) {
			throw new IOException("The journal has no file left to write to");
		}
		this.free.addAndGet(this.offset - this.current.usable());
		this.written.add(this.current);
		this.unforced.add(this.current);
		this.current = next;
		this.offset = 0;
	}

	private void reserve(int room) {
		if (this.broken || (this.free.addAndGet(-room) < RESERVE && !growFor(room))) {
			throw refused();
		}
	}

	/** Releases the reservation when there is no space. */
	private boolean growFor(int room) {
		this.files.lock();
		try {
			if (this.free.get() >= RESERVE || (grow() && this.free.get() >= RESERVE)) {
				return true;
			}
			this.free.addAndGet(room);
			return false;
		}
		finally {
			this.files.unlock();
		}
	}

	/** Must be called with the files' lock held. */
	private boolean grow() {
		if (this.nanoClock.getAsLong() - this.growAgainAt < 0) {
			return false;
		}
		int size = this.settings.segmentBytes();
		if (this.bytes + size > this.settings.maxBytes()) {
			hasNoRoom("it may take no more than " + this.settings.maxBytes() + " bytes, and the database does not"
					+ " keep up with the records");
			return false;
		}
		try {
			add(this.directory.create(nextNumber(), size));
			this.bytes += size;
			return true;
		}
		catch (IOException ex) {
			this.growAgainAt = this.nanoClock.getAsLong() + GROWTH_PAUSE_NANOS;
			hasNoRoom(ex.toString());
			return false;
		}
	}

	private void hasNoRoom(String why) {
		if (this.growing) {
			this.growing = false;
			LOG.error("The journal cannot grow: {}. Calls are refused with 503 once it is full.", why);
		}
	}

	private void add(Segment segment) {
		this.writing.lock();
		try {
			this.spare.add(segment);
			this.free.addAndGet(segment.usable());
		}
		finally {
			this.writing.unlock();
		}
		if (!this.growing) {
			this.growing = true;
			LOG.info("The journal has room again");
		}
	}

	private long nextNumber() {
		this.writing.lock();
		try {
			return (this.spare.isEmpty() ? this.current : this.spare.getLast()).number() + 1;
		}
		finally {
			this.writing.unlock();
		}
	}

	private void report(Exception ex) {
		if (!this.broken) {
			this.broken = true;
			LOG.error("The journal cannot be written. Calls are refused with 503 until it can.", ex);
		}
	}

	private static CallRefused refused() {
		return ApiError
			.unavailable("dependency_unavailable", "The call's record cannot be kept now. Try again later.",
					Duration.ofSeconds(1))
			.refused();
	}

	private void beat() {
		try {
			growAhead();
			boolean mending = this.broken || owesAnything();
			if (mending) {
				writeWhatIsOwed();
			}
			if (this.settings.sync() == JournalSettings.Sync.INTERVAL || mending) {
				force();
			}
			// Entries that still could not be written are tried again the next time.
			this.broken = owesAnything();
		}
		catch (IOException ex) {
			report(ex);
		}
		catch (RuntimeException ex) {
			// An exception would end the schedule.
			LOG.error("The journal's maintenance failed", ex);
		}
	}

	private boolean owesAnything() {
		this.writing.lock();
		try {
			return !this.owed.isEmpty();
		}
		finally {
			this.writing.unlock();
		}
	}

	private void writeWhatIsOwed() throws IOException {
		this.writing.lock();
		try {
			// Tests whether the file is writable, also when no entry is pending.
			this.current.write(ByteBuffer.allocate(Math.min(Entry.HEADER, this.current.size() - this.offset)),
					this.offset);
			while (!this.owed.isEmpty()) {
				Owed first = this.owed.getFirst();
				write(first.entry, first.record);
				this.owed.removeFirst();
			}
			LOG.info("The journal can be written again");
		}
		finally {
			this.writing.unlock();
		}
	}

	private void growAhead() {
		if (this.free.get() < this.settings.segmentBytes() / 2) {
			this.files.lock();
			try {
				grow();
			}
			finally {
				this.files.unlock();
			}
		}
	}

	private void forceIfAlways(long address) {
		if (this.settings.sync() == JournalSettings.Sync.ALWAYS && this.forcedTo < address) {
			this.forcing.lock();
			try {
				if (this.forcedTo < address) {
					force();
				}
			}
			catch (IOException ex) {
				report(ex);
				throw refused();
			}
			finally {
				this.forcing.unlock();
			}
		}
	}

	private void force() throws IOException {
		List<Segment> changed;
		long to;
		this.writing.lock();
		try {
			if (!this.dirty) {
				return;
			}
			changed = new ArrayList<>(this.unforced);
			changed.add(this.current);
			to = Entry.address(this.current.number(), this.offset);
			this.unforced.clear();
			this.dirty = false;
		}
		finally {
			this.writing.unlock();
		}
		try {
			force(changed);
			this.forcedTo = to;
		}
		catch (IOException ex) {
			this.writing.lock();
			try {
				this.unforced.addAll(changed);
				this.dirty = true;
			}
			finally {
				this.writing.unlock();
			}
			throw ex;
		}
	}

	private static void force(List<Segment> changed) throws IOException {
		for (Segment segment : changed) {
			try {
				segment.force();
			}
			catch (ClosedChannelException ex) {
				// Its entries reached the database meanwhile, and it was deleted.
				LOG.debug("{} could not be forced to disk", segment.path(), ex);
			}
		}
	}

	/** Returns the tail, which takes records to the database. */
	public JournalTail tail() {
		return this.tail;
	}

	/** Returns the number of records that are not in the database yet. */
	public long waiting() {
		return this.waiting.get();
	}

	/** Returns the journal's size on disk, in bytes. */
	public long bytes() {
		return this.bytes;
	}

	/**
	 * Takes records that are still in memory, if none is missing in between.
	 * @param after the address of the last record taken
	 */
	List<Recent> recent(long after, int max) {
		this.writing.lock();
		try {
			while (!this.recent.isEmpty() && this.recent.getFirst().address <= after) {
				this.recent.removeFirst();
			}
			List<Recent> next = new ArrayList<>();
			long last = after;
			while (next.size() < max && !this.recent.isEmpty() && this.recent.getFirst().previous == last) {
				Recent first = this.recent.removeFirst();
				next.add(first);
				last = first.address;
			}
			return next;
		}
		finally {
			this.writing.unlock();
		}
	}

	/** Returns the range to read after an address. */
	Extent after(long address) {
		this.writing.lock();
		try {
			List<Segment> segments = new ArrayList<>(this.written);
			segments.add(this.current);
			segments.removeIf(segment -> segment.number() < Entry.segmentOf(address));
			return new Extent(segments, this.offset, this.lastFinal);
		}
		finally {
			this.writing.unlock();
		}
	}

	/** Marks all records up to an address as stored in the database. */
	void kept(long address, int records) throws IOException {
		this.waiting.addAndGet(-records);
		this.files.lock();
		try {
			for (Segment old = needless(address); old != null; old = needless(address)) {
				if (this.free.get() < this.settings.segmentBytes() && old.size() == this.settings.segmentBytes()) {
					add(this.directory.recycle(old, nextNumber()));
				}
				else {
					this.directory.delete(old);
					this.bytes -= old.size();
				}
			}
		}
		finally {
			this.files.unlock();
		}
	}

	/**
	 * Returns the oldest file if it is no longer needed, after copying its entries of
	 * open calls.
	 */
	private @Nullable Segment needless(long address) throws IOException {
		this.writing.lock();
		try {
			Segment oldest = this.written.peek();
			if (oldest == null || oldest.number() >= Entry.segmentOf(address)) {
				return null;
			}
			for (Map.Entry<UUID, Accepted> open : this.accepted.entrySet()) {
				Accepted call = open.getValue();
				if (call.segment <= oldest.number()) {
					write(Entry.frame(Kind.ACCEPTED, open.getKey(), call.json));
					open.setValue(new Accepted(call.json, this.current.number(), call.room));
				}
			}
			this.written.remove();
			return oldest;
		}
		finally {
			this.writing.unlock();
		}
	}

	/** Ends writing; all entries are on the device afterwards. */
	@Override
	public void close() throws IOException {
		this.beat.shutdownNow();
		try {
			this.beat.awaitTermination(1, TimeUnit.SECONDS);
			force();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.files.lock();
			this.writing.lock();
			try {
				this.broken = true;
				for (Segment segment : this.written) {
					segment.close();
				}
				this.current.close();
				for (Segment segment : this.spare) {
					segment.close();
				}
				this.directory.close();
			}
			finally {
				this.writing.unlock();
				this.files.unlock();
			}
		}
	}

	/**
	 * A call that was accepted and has not ended.
	 *
	 * @param segment the file that contains the entry
	 * @param room the additional space reserved for its record
	 */
	private record Accepted(byte[] json, long segment, int room) {
	}

	/** A record that could not be written yet. */
	private record Owed(ByteBuffer entry, CallRecord record) {
	}

	/**
	 * A record that is still in memory.
	 *
	 * @param previous the address of the previous final entry
	 */
	record Recent(long address, long end, long previous, CallRecord record) {
	}

	/**
	 * A range to read.
	 *
	 * @param end the end offset in the last segment
	 * @param lastFinal the address of the last final entry
	 */
	record Extent(List<Segment> segments, int end, long lastFinal) {
	}

}
