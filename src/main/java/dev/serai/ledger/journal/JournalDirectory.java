package dev.serai.ledger.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** The journal's files, locked by one process at a time. */
final class JournalDirectory implements Closeable {

	private static final String SUFFIX = ".journal";

	private static final String UNFINISHED = ".new";

	private static final boolean POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

	private static final int PIECE = 256 * 1024;

	private static final int POSITION_BYTES = Long.BYTES + Integer.BYTES;

	private final Path directory;

	private final FileChannel lock;

	private final FileChannel position;

	JournalDirectory(Path directory) throws IOException {
		this.directory = directory;
		Files.createDirectories(directory);
		if (POSIX) {
			Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
		}
		this.lock = FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
		if (tryLock(this.lock) == null) {
			this.lock.close();
			throw new JournalInUse(directory);
		}
		this.position = FileChannel.open(directory.resolve("position"), StandardOpenOption.CREATE,
				StandardOpenOption.READ, StandardOpenOption.WRITE);
	}

	private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
		try {
			return channel.tryLock();
		}
		catch (OverlappingFileLockException ex) {
			return null;
		}
	}

	/** Returns the existing segments in order. */
	List<Segment> segments() throws IOException {
		List<Path> files;
		try (Stream<Path> all = Files.list(this.directory)) {
			files = all.sorted().toList();
		}
		List<Segment> segments = new ArrayList<>();
		for (Path file : files) {
			String name = file.getFileName().toString();
			if (name.endsWith(UNFINISHED)) {
				Files.delete(file);
			}
			else if (name.endsWith(SUFFIX)) {
				segments.add(open(file, Long.parseLong(name.substring(0, name.length() - SUFFIX.length()), 16)));
			}
		}
		return segments;
	}

	/**
	 * Creates a segment filled with zeros; a sparse file could run out of disk space
	 * later.
	 * @throws IOException when the disk is full or not writable; the file is deleted then
	 */
	Segment create(long number, int size) throws IOException {
		Path file = file(number);
		Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
		try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
				StandardOpenOption.TRUNCATE_EXISTING)) {
			ByteBuffer zeros = ByteBuffer.allocateDirect(PIECE);
			for (int written = 0; written < size; written += zeros.limit()) {
				zeros.clear().limit(Math.min(PIECE, size - written));
				while (zeros.hasRemaining()) {
					channel.write(zeros);
				}
			}
		}
		catch (IOException ex) {
			Files.deleteIfExists(unfinished);
			throw ex;
		}
		Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
		forceNames();
		return open(file, number);
	}

	/**
	 * Reuses a file as another segment; its old content does not match the new addresses.
	 */
	Segment recycle(Segment old, long number) throws IOException {
		Path file = file(number);
		Files.move(old.path(), file, StandardCopyOption.ATOMIC_MOVE);
		forceNames();
		return new Segment(file, number, old.channel());
	}

	/** Forces the directory: a forced file is lost if its name is not. */
	private void forceNames() throws IOException {
		if (POSIX) {
			try (FileChannel names = FileChannel.open(this.directory, StandardOpenOption.READ)) {
				names.force(true);
			}
		}
	}

	void delete(Segment segment) throws IOException {
		segment.close();
		Files.deleteIfExists(segment.path());
	}

	/** Copies the file's current content under another name. */
	Path keepAside(Segment segment) throws IOException {
		Path aside = segment.path().resolveSibling(segment.path().getFileName() + ".damaged");
		Files.copy(segment.path(), aside, StandardCopyOption.REPLACE_EXISTING);
		return aside;
	}

	/** Stores an unreadable entry as a file of its own. */
	Path keepAside(Entry entry) throws IOException {
		Path aside = this.directory.resolve(entry.id() + ".unreadable.json");
		Files.write(aside, entry.json());
		return aside;
	}

	/**
	 * Returns the position up to which all records are in the database; 0 when it was
	 * never written or is damaged.
	 */
	long position() throws IOException {
		ByteBuffer bytes = ByteBuffer.allocate(POSITION_BYTES);
		if (this.position.read(bytes, 0) < POSITION_BYTES
				|| bytes.getInt(Long.BYTES) != Entry.crc(bytes.array(), 0, Long.BYTES)) {
			return 0;
		}
		return bytes.getLong(0);
	}

	void position(long address) throws IOException {
		ByteBuffer bytes = ByteBuffer.allocate(POSITION_BYTES).putLong(address);
		bytes.putInt(Entry.crc(bytes.array(), 0, Long.BYTES)).flip();
		this.position.write(bytes, 0);
	}

	private static Segment open(Path file, long number) throws IOException {
		return new Segment(file, number, FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
	}

	private Path file(long number) {
		return this.directory.resolve("%016x%s".formatted(number, SUFFIX));
	}

	@Override
	public void close() throws IOException {
		this.position.close();
		this.lock.close();
	}

}
