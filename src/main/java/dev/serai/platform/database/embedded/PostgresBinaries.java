package dev.serai.platform.database.embedded;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import dev.serai.platform.start.CannotStart;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.LinuxUtils;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks PostgreSQL's programs from the archive that is a dependency of Serai. */
final class PostgresBinaries {

	private static final String SYSTEM = System.getProperty("os.name").toLowerCase(Locale.ROOT);

	private static final boolean WINDOWS = SYSTEM.startsWith("windows");

	private static final List<Path> SETSID = List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

	/** Written last: marks a complete directory. */
	private static final String COMPLETE = ".exists";

	private final Path home;

	private PostgresBinaries(Path home) {
		this.home = home;
	}

	/**
	 * Unpacks the programs unless this version exists already. Only their owner can write
	 * to them. Must not run in two processes at once.
	 * @param directory contains a directory for each version
	 */
	static PostgresBinaries in(Path directory) throws IOException {
		Files.createDirectories(directory);
		byte[] archive;
		try (InputStream packed = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system(), machine())) {
			archive = packed.readAllBytes();
		}
		catch (IllegalStateException ex) {
			throw new CannotStart(
					"This build of Serai has no embedded PostgreSQL for " + system() + " on " + machine() + ".",
					"Build Serai on such a machine, or set SPRING_DATASOURCE_URL to a PostgreSQL of your own.", ex);
		}
		Path home = directory.resolve("PG-" + HexFormat.of().formatHex(md5(archive)));
		if (!Files.exists(home.resolve(COMPLETE))) {
			deleteAll(home);
			Path unpacked = directory.resolve(home.getFileName() + ".new");
			deleteAll(unpacked);
			unpack(archive, unpacked);
			Files.createFile(unpacked.resolve(COMPLETE));
			Files.move(unpacked, home, StandardCopyOption.ATOMIC_MOVE);
		}
		return new PostgresBinaries(home);
	}

	/** Returns the system's name in the archives' names. */
	private static String system() {
		return WINDOWS ? "Windows" : SYSTEM.startsWith("mac") ? "Darwin" : "Linux";
	}

	private static String machine() {
		String machine = System.getProperty("os.arch");
		return machine.equals("amd64") ? "x86_64" : machine;
	}

	private static byte[] md5(byte[] archive) {
		try {
			return MessageDigest.getInstance("MD5").digest(archive);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java has MD5", ex);
		}
	}

	private static void unpack(byte[] archive, Path to) throws IOException {
		try (TarArchiveInputStream files = new TarArchiveInputStream(
				new BufferedInputStream(new XZInputStream(new ByteArrayInputStream(archive)), 1 << 16))) {
			for (TarArchiveEntry entry = files.getNextEntry(); entry != null; entry = files.getNextEntry()) {
				Path file = to.resolve(entry.getName()).normalize();
				if (entry.isDirectory()) {
					Files.createDirectories(file);
					continue;
				}
				Files.createDirectories(file.getParent());
				if (entry.isSymbolicLink() || entry.isLink()) {
					Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
				}
				else {
					Files.copy(files, file);
					if (file.getParent().endsWith("bin")) {
						file.toFile().setExecutable(true, false);
					}
				}
			}
		}
	}

	/** Deletes a directory with its content, if it exists. */
	static void deleteAll(Path directory) throws IOException {
		if (!Files.exists(directory)) {
			return;
		}
		try (Stream<Path> files = Files.walk(directory)) {
			for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
				Files.delete(file);
			}
		}
		catch (UncheckedIOException ex) {
			throw ex.getCause();
		}
	}

	/**
	 * Returns the command line of a program. Where possible it runs in a user namespace
	 * of its own, because PostgreSQL's programs refuse to run as root.
	 */
	List<String> command(String program, List<String> arguments) {
		return command(List.of(), program, arguments);
	}

	/**
	 * Works as {@link #command}, for a program that must not get the terminal's signals:
	 * Ctrl-C stops Serai, and Serai stops its database afterwards.
	 */
	List<String> detached(String program, List<String> arguments) {
		return command(SETSID.stream().filter(Files::isExecutable).limit(1).map(Path::toString).toList(), program,
				arguments);
	}

	private List<String> command(List<String> before, String program, List<String> arguments) {
		List<String> command = new ArrayList<>();
		if (LinuxUtils.isUnshareAvailable()) {
			command.addAll(List.of("unshare", "-U"));
		}
		command.addAll(before);
		command.add(this.home.resolve("bin").resolve(WINDOWS ? program + ".exe" : program).toString());
		command.addAll(arguments);
		return command;
	}

}
