package dev.serai.platform.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A file with a one-line secret that only the owner can read (mode 0600 on file systems
 * with modes). It is written atomically.
 */
public final class PrivateFile {

	private static final boolean POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

	private final Path path;

	public PrivateFile(Path path) {
		this.path = path;
	}

	/**
	 * Returns the file's line; creates it with the supplier when the file does not exist.
	 */
	public String readOrCreate(Supplier<String> fresh) {
		try {
			if (!Files.exists(this.path)) {
				write(fresh.get(), false);
			}
			String line = Files.readString(this.path).strip();
			if (line.isEmpty()) {
				throw new CannotStart(this.path + " is empty.", "Restore it, or delete it for a new one.");
			}
			return line;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot read or make " + this.path, ex);
		}
	}

	/** Replaces the file's line. */
	public void replace(String line) {
		try {
			write(line, true);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot write " + this.path, ex);
		}
	}

	public void delete() {
		try {
			Files.deleteIfExists(this.path);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot delete " + this.path, ex);
		}
	}

	private void write(String line, boolean replace) throws IOException {
		Files.createDirectories(this.path.toAbsolutePath().getParent());
		Path whole = this.path.resolveSibling(this.path.getFileName() + "." + UUID.randomUUID());
		try {
			try (SeekableByteChannel channel = Files.newByteChannel(whole,
					Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly())) {
				channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
			}
			if (replace) {
				Files.move(whole, this.path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
			}
			else {
				// Unlike a move, a link never replaces a file that another process
				// created meanwhile.
				Files.createLink(this.path, whole);
			}
		}
		catch (FileAlreadyExistsException ex) {
			// The other process's line is used.
		}
		finally {
			Files.deleteIfExists(whole);
		}
	}

	private static FileAttribute<?>[] ownerOnly() {
		return POSIX
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")) }
				: new FileAttribute<?>[0];
	}

}
