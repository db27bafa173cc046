package dev.serai.admin.people.security;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.AbstractClientHttpRequest;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Sends all requests to the OpenID Connect provider. A request ends when the sign-in's
 * time is over, including the response's last byte, however slowly it arrives. The size
 * of responses is limited. Redirects are not followed: the provider's discovery document
 * gives its addresses.
 */
final class IssuerRequests implements ClientHttpRequestFactory, AutoCloseable {

	/** Large enough for the keys and groups of a large company. */
	private static final int MOST_BYTES = 1024 * 1024;

	private static final Duration CONNECT = Duration.ofSeconds(2);

	/** Headers that the client sets automatically. */
	private static final Set<String> WRITTEN = Set.of("connection", "content-length", "expect", "host", "upgrade");

	private final HttpClient http = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.followRedirects(HttpClient.Redirect.NEVER)
		.connectTimeout(CONNECT)
		.build();

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	@Override
	public ClientHttpRequest createRequest(URI uri, HttpMethod method) {
		return new Request(uri, method);
	}

	/**
	 * Fetches a document.
	 * @throws IssuerUnavailable when there is none in time
	 */
	Answer get(String url) throws IssuerUnavailable {
		try {
			return send(HttpRequest.newBuilder(URI.create(url)).header("accept", "application/json").build());
		}
		catch (IllegalArgumentException ex) {
			throw new IssuerUnavailable("no address: " + url, ex);
		}
	}

	private Answer send(HttpRequest request) throws IssuerUnavailable {
		// On a separate thread, so that slow name resolution is within the time limit,
		// too.
		Future<HttpResponse<byte[]>> coming = this.threads
			.submit(() -> this.http.send(request, info -> new BoundedBody()));
		HttpResponse<byte[]> response = inTime(coming);
		int status = response.statusCode();
		if (status >= 300 && status < 400) {
			throw new IssuerUnavailable(request.uri() + " redirects, which is not followed");
		}
		if (status >= 500 || status == HttpStatus.TOO_MANY_REQUESTS.value()) {
			throw new IssuerUnavailable(request.uri() + " answered " + status);
		}
		return new Answer(response);
	}

	/**
	 * Waits for a result during the sign-in's remaining time.
	 * @throws IssuerUnavailable when it did not arrive
	 */
	static <T> T inTime(Future<T> coming) throws IssuerUnavailable {
		try {
			return coming.get(IssuerTime.left().toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			coming.cancel(true);
			throw new IssuerUnavailable("no answer within " + IssuerTime.MOST.toSeconds() + " s", ex);
		}
		catch (ExecutionException ex) {
			Throwable cause = ex.getCause();
			throw new IssuerUnavailable((cause != null) ? String.valueOf(cause) : "failed", cause);
		}
		catch (InterruptedException ex) {
			coming.cancel(true);
			Thread.currentThread().interrupt();
			throw new IssuerUnavailable("interrupted", ex);
		}
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
		this.http.shutdownNow();
	}

	/** A request from Spring. */
	private final class Request extends AbstractClientHttpRequest {

		private final URI uri;

		private final HttpMethod method;

		private final ByteArrayOutputStream body = new ByteArrayOutputStream();

		Request(URI uri, HttpMethod method) {
			this.uri = uri;
			this.method = method;
		}

		@Override
		public HttpMethod getMethod() {
			return this.method;
		}

		@Override
		public URI getURI() {
			return this.uri;
		}

		@Override
		protected OutputStream getBodyInternal(HttpHeaders headers) {
			return this.body;
		}

		@Override
		protected ClientHttpResponse executeInternal(HttpHeaders headers) throws IOException {
			HttpRequest.Builder request = HttpRequest.newBuilder(this.uri)
				.method(this.method.name(), (this.body.size() > 0) ? BodyPublishers.ofByteArray(this.body.toByteArray())
						: BodyPublishers.noBody());
			headers.forEach((name, values) -> {
				if (!WRITTEN.contains(name.toLowerCase(Locale.ROOT))) {
					values.forEach(value -> request.header(name, value));
				}
			});
			return send(request.build());
		}

	}

	/** A completely read response. */
	static final class Answer implements ClientHttpResponse {

		private final int status;

		private final HttpHeaders headers = new HttpHeaders();

		private final byte[] body;

		private Answer(HttpResponse<byte[]> response) {
			this.status = response.statusCode();
			this.body = response.body();
			response.headers().map().forEach(this.headers::addAll);
		}

		boolean isGood() {
			return this.status >= 200 && this.status < 300;
		}

		byte[] body() {
			return this.body;
		}

		@Override
		public HttpStatusCode getStatusCode() {
			return HttpStatusCode.valueOf(this.status);
		}

		@Override
		public String getStatusText() {
			return "";
		}

		@Override
		public HttpHeaders getHeaders() {
			return this.headers;
		}

		@Override
		public InputStream getBody() {
			return new ByteArrayInputStream(this.body);
		}

		@Override
		public void close() {
			// It has been read completely.
		}

	}

	/** Reads a response up to the maximum size. */
	private static final class BoundedBody implements BodySubscriber<byte[]> {

		private final CompletableFuture<byte[]> whole = new CompletableFuture<>();

		private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

		private Flow.@Nullable Subscription subscription;

		@Override
		public CompletionStage<byte[]> getBody() {
			return this.whole;
		}

		@Override
		public void onSubscribe(Flow.Subscription coming) {
			this.subscription = coming;
			coming.request(Long.MAX_VALUE);
		}

		@Override
		public void onNext(List<ByteBuffer> buffers) {
			for (ByteBuffer buffer : buffers) {
				if (this.bytes.size() + buffer.remaining() > MOST_BYTES) {
					Flow.Subscription coming = this.subscription;
					if (coming != null) {
						coming.cancel();
					}
					this.whole
						.completeExceptionally(new IOException("an answer of more than " + MOST_BYTES + " bytes"));
					return;
				}
				byte[] some = new byte[buffer.remaining()];
				buffer.get(some);
				this.bytes.writeBytes(some);
			}
		}

		@Override
		public void onError(Throwable failure) {
			this.whole.completeExceptionally(failure);
		}

		@Override
		public void onComplete() {
			this.whole.complete(this.bytes.toByteArray());
		}

	}

}
