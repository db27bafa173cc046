package dev.serai.admin.people.security;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * A request to the OpenID Connect provider that concurrent callers share. Callers that
 * arrive while it is in progress wait for the same response, each within its own
 * remaining time.
 */
final class SharedRequest<T> {

	private final Callable<T> question;

	private @Nullable CompletableFuture<T> coming;

	SharedRequest(Callable<T> question) {
		this.question = question;
	}

	/**
	 * @throws IssuerUnavailable when there is no response in time
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

	/** The request has the full time, whatever its first caller has left. */
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
