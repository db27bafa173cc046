package dev.serai.testing;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Takes of a stream of events the first, and leaves. */
final class FirstEvent implements BodySubscriber<String> {

	/** For an answer that is such a stream; of any other it takes all. */
	static final BodyHandler<String> HANDLER = head -> head.headers()
		.firstValue("content-type")
		.orElse("")
		.startsWith("text/event-stream") ? new FirstEvent() : BodySubscribers.ofString(StandardCharsets.UTF_8);

	private final CompletableFuture<String> body = new CompletableFuture<>();

	private final StringBuilder text = new StringBuilder();

	private Subscription subscription;

	@Override
	public CompletionStage<String> getBody() {
		return this.body;
	}

	@Override
	public void onSubscribe(Subscription given) {
		this.subscription = given;
		given.request(Long.MAX_VALUE);
	}

	@Override
	public void onNext(List<ByteBuffer> buffers) {
		buffers.forEach(buffer -> this.text.append(StandardCharsets.UTF_8.decode(buffer)));
		int data = this.text.indexOf("data: ");
		if (data >= 0 && this.text.indexOf("\n\n", data) >= 0) {
			this.subscription.cancel();
			this.body.complete(this.text.toString());
		}
	}

	@Override
	public void onError(Throwable failure) {
		this.body.completeExceptionally(failure);
	}

	@Override
	public void onComplete() {
		this.body.complete(this.text.toString());
	}

}
