package dev.serai.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;

/** A stream of pulses, as an {@code EventSource} reads it. */
public final class LookingOn implements AutoCloseable {

	private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final HttpResponse<InputStream> response;

	private final LinkedBlockingQueue<JsonNode> coming = new LinkedBlockingQueue<>();

	private final List<JsonNode> heard = new CopyOnWriteArrayList<>();

	private final Thread reader;

	private LookingOn(HttpRequest request) {
		try {
			this.response = this.http.send(request, BodyHandlers.ofInputStream());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		this.reader = Thread.ofVirtual().unstarted(this::listen);
		if (this.response.statusCode() == 200) {
			this.reader.start();
		}
	}

	/** Begins to look on. */
	public static LookingOn with(HttpRequest.Builder request) {
		return new LookingOn(request.GET().build());
	}

	private void listen() {
		try (BufferedReader lines = new BufferedReader(
				new InputStreamReader(this.response.body(), StandardCharsets.UTF_8))) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				if (line.startsWith("data: ")) {
					JsonNode pulse = Gateway.json(line.substring(6));
					this.heard.add(pulse);
					this.coming.add(pulse);
				}
			}
		}
		catch (IOException ex) {
			// The line was cut: it is over all the same.
		}
	}

	public int status() {
		return this.response.statusCode();
	}

	public String head(String name) {
		return this.response.headers().firstValue(name).orElse("");
	}

	/** All of an answer that is no stream. */
	public String text() {
		try {
			return new String(this.response.body().readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The next pulse. */
	public JsonNode next() {
		return next(pulse -> true);
	}

	/** The next pulse that fits; those before it are passed over. */
	public JsonNode next(Predicate<JsonNode> fits) {
		long end = System.nanoTime() + LONGEST_WAIT.toNanos();
		try {
			while (true) {
				JsonNode pulse = this.coming.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
				if (pulse == null) {
					throw new AssertionError("No such pulse came within " + LONGEST_WAIT);
				}
				if (fits.test(pulse)) {
					return pulse;
				}
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Every pulse so far. */
	public List<JsonNode> heard() {
		return this.heard;
	}

	/** Whether the stream has ended. */
	public boolean isOver() {
		return !this.reader.isAlive();
	}

	/** Leaves. */
	@Override
	public void close() {
		this.http.shutdownNow();
		this.http.close();
	}

}
