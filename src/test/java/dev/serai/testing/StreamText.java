package dev.serai.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

import javax.net.ssl.SSLSession;

/**
 * Takes an answer as text. Of a stream of events whose connection was aborted it keeps
 * what had come, and remembers that the HTTP client reported an error. One per request.
 */
public final class StreamText implements BodyHandler<String> {

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	private volatile ResponseInfo head;

	private volatile boolean aborted;

	/** Sends a request that this takes the answer of. */
	public HttpResponse<String> send(HttpClient http, HttpRequest request) throws IOException, InterruptedException {
		try {
			return http.send(request, this);
		}
		catch (IOException ex) {
			// The client may report the error without what came before it.
			if (!this.aborted) {
				throw ex;
			}
			return new Beginning(request, this.head, text());
		}
	}

	@Override
	public BodySubscriber<String> apply(ResponseInfo info) {
		this.head = info;
		return info.headers().firstValue("content-type").orElse("").startsWith("text/event-stream") ? new Events()
				: BodySubscribers.ofString(StandardCharsets.UTF_8);
	}

	/** The events that came. */
	public String text() {
		synchronized (this.bytes) {
			return this.bytes.toString(StandardCharsets.UTF_8);
		}
	}

	/** Whether the HTTP client reported that the stream broke off. */
	public boolean wasAborted() {
		return this.aborted;
	}

	private final class Events implements BodySubscriber<String> {

		private final CompletableFuture<String> body = new CompletableFuture<>();

		@Override
		public CompletionStage<String> getBody() {
			return this.body;
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			subscription.request(Long.MAX_VALUE);
		}

		@Override
		public void onNext(List<ByteBuffer> buffers) {
			for (ByteBuffer buffer : buffers) {
				byte[] part = new byte[buffer.remaining()];
				buffer.get(part);
				synchronized (StreamText.this.bytes) {
					StreamText.this.bytes.writeBytes(part);
				}
			}
		}

		@Override
		public void onError(Throwable failure) {
			StreamText.this.aborted = true;
			onComplete();
		}

		@Override
		public void onComplete() {
			this.body.complete(text());
		}

	}

	/** An answer of which only the beginning came. */
	private record Beginning(HttpRequest request, ResponseInfo head, String body) implements HttpResponse<String> {

		@Override
		public int statusCode() {
			return this.head.statusCode();
		}

		@Override
		public Optional<HttpResponse<String>> previousResponse() {
			return Optional.empty();
		}

		@Override
		public HttpHeaders headers() {
			return this.head.headers();
		}

		@Override
		public Optional<SSLSession> sslSession() {
			return Optional.empty();
		}

		@Override
		public URI uri() {
			return this.request.uri();
		}

		@Override
		public HttpClient.Version version() {
			return this.head.version();
		}

	}

}
