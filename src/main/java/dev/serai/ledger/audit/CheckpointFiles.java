package dev.serai.ledger.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Stores each checkpoint as a file in a directory. */
public final class CheckpointFiles {

	private static final String SUFFIX = ".json";

	private final Path directory;

	public CheckpointFiles(Path directory) {
		this.directory = directory;
	}

	/** Stores a checkpoint atomically: its file is complete or absent. */
	public void keep(Checkpoint checkpoint) {
		try {
			Files.createDirectories(this.directory);
			Path unfinished = this.directory.resolve(checkpoint.fileName() + ".part");
			Files.writeString(unfinished, CheckpointJson.write(checkpoint) + "\n");
			Files.move(unfinished, this.directory.resolve(checkpoint.fileName()), StandardCopyOption.REPLACE_EXISTING,
					StandardCopyOption.ATOMIC_MOVE);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot keep a checkpoint in " + this.directory, ex);
		}
	}

	/**
	 * Returns all checkpoints in no particular order; none when the directory does not
	 * exist. An unreadable file counts as an unsigned checkpoint.
	 */
	public List<Checkpoint> all() {
		if (!Files.isDirectory(this.directory)) {
			return List.of();
		}
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
				.map(CheckpointFiles::read)
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot read the checkpoints in " + this.directory, ex);
		}
	}

	private static Checkpoint read(Path file) {
		try {
			return CheckpointJson.read(Files.readString(file)).orElse(Checkpoint.unreadable(new UUID(0, 0), 0));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot read " + file, ex);
		}
	}

}
