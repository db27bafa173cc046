package dev.serai.gateway.fallback.camel;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

import dev.serai.gateway.call.Attempt;
import dev.serai.gateway.fallback.WireFailures;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.platform.clock.NanoClock;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.util.Timeout;

import org.springframework.stereotype.Component;

/**
 * Adapts the HTTP client to requests to providers: they can be cancelled from other
 * threads, their errors are classified, and the response survives the circuit breaker's
 * unit of work. The client would drain an unread response when that unit ends, and again
 * when a caller disconnects. The detached response belongs to its reader, and closing it
 * early closes the connection.
 */
@Component
final class ProviderWire implements HttpClientConfigurer, ExecChainHandler {

	private final NanoClock nanoClock;

	ProviderWire(NanoClock nanoClock) {
		this.nanoClock = nanoClock;
	}

	@Override
	public void configureHttpClient(HttpClientBuilder builder) {
		builder.addExecInterceptorFirst("provider-wire", this);
	}

	@Override
	public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
			throws IOException, HttpException {
		if (!(scope.originalRequest.getEntity() instanceof ProviderRequest ours)) {
			return chain.proceed(request, scope);
		}
		Attempt attempt = ours.attempt();
		if (scope.originalRequest instanceof Cancellable cancellable) {
			attempt.disconnectWith(cancellable::cancel);
		}
		waitWithoutTimer(scope);
		long before = this.nanoClock.getAsLong();
		try {
			ClassicHttpResponse response = chain.proceed(request, scope);
			attempt.responded(response.getCode(), this.nanoClock.getAsLong());
			ours.answered(response);
			if (response.getEntity() != null) {
				response.setEntity(new Detached(response.getEntity(), scope));
			}
			return response;
		}
		catch (IOException ex) {
			throw WireFailures.of(attempt, ex);
		}
		catch (HttpException ex) {
			throw ProviderFailure.of(ProviderFailure.Kind.MALFORMED, "The answer is not valid HTTP");
		}
		finally {
			ours.call().waited(this.nanoClock.getAsLong() - before);
		}
	}

	/**
	 * The deadline monitor ends reads that take too long. A socket timeout would cost a
	 * timer for each read that waits, that is, for each chunk of a stream.
	 */
	private static void waitWithoutTimer(ExecChain.Scope scope) {
		scope.clientContext.setRequestConfig(RequestConfig.copy(scope.clientContext.getRequestConfigOrDefault())
			.setResponseTimeout(Timeout.DISABLED)
			.build());
	}

	/**
	 * A response body that reports itself as not streaming, so that the client does not
	 * drain it.
	 */
	private static final class Detached extends HttpEntityWrapper {

		private final ExecChain.Scope scope;

		Detached(HttpEntity entity, ExecChain.Scope scope) {
			super(entity);
			this.scope = scope;
		}

		@Override
		public boolean isStreaming() {
			return false;
		}

		@Override
		public InputStream getContent() throws IOException {
			InputStream content = super.getContent();
			return (content != null) ? new AbortingStream(content, this.scope) : InputStream.nullInputStream();
		}

	}

	/**
	 * Closing it before its end closes the connection; at its end the connection returns
	 * to the pool.
	 */
	private static final class AbortingStream extends FilterInputStream {

		private final ExecChain.Scope scope;

		private boolean ended;

		AbortingStream(InputStream in, ExecChain.Scope scope) {
			super(in);
			this.scope = scope;
		}

		@Override
		public int read() throws IOException {
			int value = super.read();
			this.ended |= value < 0;
			return value;
		}

		@Override
		public int read(byte[] target, int offset, int length) throws IOException {
			int count = super.read(target, offset, length);
			this.ended |= count < 0;
			return count;
		}

		@Override
		public void close() throws IOException {
			if (this.ended) {
				super.close();
			}
			else {
				this.ended = true;
				this.scope.execRuntime.discardEndpoint();
			}
		}

	}

}
