package dev.serai.admin.people.security;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * Something that the OpenID Connect provider is asked once for all who wait for it,
 * however many they are. Who asks while it is being asked waits for the same answer, each
 * for as long as they have time.
 */
final class SharedRequest<T> {

	private final Callable<T> question;

	private @Nullable CompletableFuture<T> coming;

	SharedRequest(Callable<T> question) {
		this.question = question;
	}

	/**
	 * @throws IssuerUnavailable when there is no answer in time
	 */
	T answer() throws IssuerUnavailable {
		return IssuerRequests.inTime(coming().copy());
	}

	private synchronized CompletableFuture<T> coming() {
		CompletableFuture<T> answer = this.coming;
		if (answer == null) {
			CompletableFuture<T> fresh = new CompletableFuture<>();
			this.coming = fresh;
			Thread.ofVirtual().name("oidc-provider").start(() -> ask(fresh));
			answer = fresh;
		}
		return answer;
	}

	/** It has the whole time, whoever began it. */
	private void ask(CompletableFuture<T> answer) {
		IssuerTime.begin(Duration.ZERO);
		try {
			T got = this.question.call();
			over();
			answer.complete(got);
		}
		catch (Exception | Error ex) {
			over();
			answer.completeExceptionally(ex);
		}
	}

	private synchronized void over() {
		this.coming = null;
	}

}
