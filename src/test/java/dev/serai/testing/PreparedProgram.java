package dev.serai.testing;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

import dev.serai.Serai;
import dev.serai.platform.database.embedded.RealDatabase;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Serai as a command that starts in half the time: its classes are in a jar, and the JVM
 * has a cache of an earlier start, as in the image. The first test that asks makes both
 * in {@code target}. They last until a class, a library or the JDK changes.
 */
public final class PreparedProgram {

	/** The first JDK that makes such a cache. */
	private static final int CACHING_JDK = 25;

	/** The cache is good only for the collector that it was made with. */
	private static final List<String> OPTIONS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

	private static final Path CLASSES = Path.of("target", "classes").toAbsolutePath();

	private static final Path ALL = Path.of("target", "prepared-program").toAbsolutePath();

	private final List<String> libraries = libraries();

	private final Path directory = ALL.resolve(fingerprint(this.libraries));

	private PreparedProgram() {
	}

	/**
	 * The command, to which arguments of the program can be added.
	 * @param options more options of the JVM
	 */
	public static List<String> command(String... options) {
		PreparedProgram program = Shared.PROGRAM;
		return program.start(program.cached("-XX:AOTCache="), options);
	}

	private static PreparedProgram prepared() {
		try {
			Files.createDirectories(ALL);
			try (FileChannel file = FileChannel.open(ALL.resolveSibling(ALL.getFileName() + ".lock"),
					StandardOpenOption.CREATE, StandardOpenOption.WRITE); FileLock lock = file.lock()) {
				assertThat(lock.isValid()).isTrue();
				PreparedProgram program = new PreparedProgram();
				Path ready = program.directory.resolve("ready");
				if (!Files.exists(ready)) {
					FileSystemUtils.deleteRecursively(ALL);
					Files.createDirectories(program.directory);
					program.makeJar();
					program.makeCache();
					Files.createFile(ready);
				}
				return program;
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private void makeJar() {
		PrintWriter said = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
		int status = ToolProvider.findFirst("jar")
			.orElseThrow()
			.run(said, said, "--create", "--file", jar(), "-C", CLASSES.toString(), ".");
		assertThat(status).isZero();
	}

	/** The JVM makes it when the program has ended in order. */
	private void makeCache() throws IOException, InterruptedException {
		List<String> command = start(cached("-XX:AOTCacheOutput="), "-Xmx512m");
		try (FakeProvider provider = new FakeProvider().plays((request, wire) -> wire.json(200, OneProvider.ANSWER));
				HttpClient http = HttpClient.newHttpClient();
				SeraiProcess serai = new SeraiProcess(command, Map.of("SPRING_DATASOURCE_URL", RealDatabase.freshUrl(),
						"OPENAI_API_KEY", "sk-canary", "OPENAI_BASE_URL", provider.url() + "/v1"))) {
			serai.awaitReady();
			HttpRequest call = HttpRequest.newBuilder(serai.url("/v1/chat/completions"))
				.header("authorization", "Bearer " + serai.key())
				.POST(BodyPublishers.ofString("""
						{"model":"gpt-4o-mini","messages":[{"role":"user","content":"Hello"}]}"""))
				.header("content-type", "application/json")
				.build();
			for (int i = 0; i < 10; i++) {
				assertThat(http.send(call, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
			}
			serai.terminate();
			assertThat(serai.ended(Duration.ofMinutes(3))).as("see %s", serai.log()).isTrue();
		}
	}

	private String jar() {
		return this.directory.resolve("serai.jar").toString();
	}

	private List<String> cached(String option) {
		return (Runtime.version().feature() < CACHING_JDK) ? List.of()
				: List.of(option + this.directory.resolve("serai.aot"));
	}

	private List<String> start(List<String> cache, String... options) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(OPTIONS);
		command.addAll(cache);
		command.addAll(List.of(options));
		command.addAll(List.of("-cp", jar() + File.pathSeparator + String.join(File.pathSeparator, this.libraries),
				Serai.class.getName()));
		return command;
	}

	/**
	 * The libraries of this test, whoever runs it. A cache has no use for directories.
	 */
	private static List<String> libraries() {
		Stream<String> entries = (Serai.class.getClassLoader() instanceof URLClassLoader loader)
				? Arrays.stream(loader.getURLs()).map(url -> Path.of(URI.create(url.toString())).toString())
				: Arrays.stream(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
					.split(File.pathSeparator));
		return entries.filter(entry -> entry.endsWith(".jar")).toList();
	}

	private static String fingerprint(List<String> libraries) {
		try (Stream<Path> classes = Files.walk(CLASSES)) {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			List<Path> files = Stream.concat(classes, libraries.stream().map(Path::of))
				.filter(Files::isRegularFile)
				.sorted()
				.toList();
			digest.update(Runtime.version().toString().getBytes(StandardCharsets.UTF_8));
			for (Path file : files) {
				digest.update((file + " " + Files.size(file) + " ").getBytes(StandardCharsets.UTF_8));
				digest.update(file.startsWith(CLASSES) ? Files.readAllBytes(file)
						: Files.getLastModifiedTime(file).toString().getBytes(StandardCharsets.UTF_8));
			}
			return HexFormat.of().formatHex(digest.digest(), 0, 8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Made for the first who asks. */
	private static final class Shared {

		private static final PreparedProgram PROGRAM = prepared();

	}

}
