package dev.serai.gateway.fallback.camel;

import java.util.function.Function;

import dev.serai.gateway.call.Attempt;
import dev.serai.gateway.call.Call;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request to a provider. It carries the attempt, so that the HTTP client's
 * handler finds the attempt, and the attempt the response's headers, without an extra
 * header or a thread-local.
 */
final class ProviderRequest extends ByteArrayEntity {

	private final Call call;

	private @Nullable HttpResponse response;

	ProviderRequest(Call call, byte[] body) {
		super(body, ContentType.APPLICATION_JSON);
		this.call = call;
	}

	Call call() {
		return this.call;
	}

	Attempt attempt() {
		return this.call.attempt();
	}

	void answered(HttpResponse head) {
		this.response = head;
	}

	/** The response's headers by lower-case name. */
	Function<String, @Nullable String> header() {
		HttpResponse head = this.response;
		return name -> {
			Header header = (head != null) ? head.getFirstHeader(name) : null;
			return (header != null) ? header.getValue() : null;
		};
	}

}
