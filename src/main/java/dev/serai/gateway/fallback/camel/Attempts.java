package dev.serai.gateway.fallback.camel;

import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.serai.gateway.call.Attempt;
import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.camel.Calls;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.catalog.Provider;
import dev.serai.gateway.fallback.Chain;
import dev.serai.gateway.fallback.Exhausted;
import dev.serai.gateway.fallback.ProviderAnswer;
import dev.serai.gateway.operation.OperationRequest;
import dev.serai.gateway.provider.OperationCodec;
import dev.serai.gateway.provider.RequestSigner.Unsigned;
import dev.serai.gateway.provider.WireProtocol;
import dev.serai.platform.error.ApiError;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;

import org.springframework.stereotype.Component;

/**
 * The steps of one attempt. They build the whole request to the provider, its own headers
 * and the body in its own protocol; nothing of the caller's message is sent.
 */
@Component
final class Attempts {

	/**
	 * An exchange property between two steps: whether an attempt is under way, and which
	 * route runs it.
	 */
	private static final String TRYING = "trying";

	private static final String DEPLOYMENT = "deployment";

	private static final String REQUEST = "providerRequest";

	private static final byte[] NOTHING = {};

	private final Chain chain;

	private final Exhausted exhausted;

	Attempts(Chain chain, Exhausted exhausted) {
		this.chain = chain;
		this.exhausted = exhausted;
	}

	/** Begins an attempt at the best deployment that is left, if there is one. */
	void next(Exchange exchange) {
		Call call = Calls.of(exchange);
		Optional<Attempt> next = this.chain.next(call);
		exchange.setProperty(TRYING, next.isPresent());
		next.ifPresent(attempt -> prepare(exchange, call, attempt));
	}

	private void prepare(Exchange exchange, Call call, Attempt attempt) {
		Deployment deployment = this.chain.deployment(call);
		WireProtocol protocol = this.chain.protocol(deployment);
		OperationCodec<OperationRequest> codec = protocol.codecFor(call.request(), deployment.model());
		byte[] body = codec.encode(limited(call, deployment, codec),
				codec.passes(call.format()) ? call.wire() : NOTHING, deployment);
		ProviderRequest request = new ProviderRequest(call, body);
		Message message = exchange.getMessage();
		message.removeHeaders("*");
		String path = codec.path(deployment, call.isStreaming());
		headers(deployment.provider(), protocol, path, body).forEach(message::setHeader);
		message.setHeader(Exchange.HTTP_PATH, path);
		message.setBody(request);
		exchange.removeProperty(ExchangePropertyKey.EXCEPTION_CAUGHT);
		exchange.setProperty(REQUEST, request);
		exchange.setProperty(DEPLOYMENT, DeploymentRoutes.uriName(attempt.deployment()));
	}

	/**
	 * Returns the request with a limit of its output where the protocol needs one: the
	 * model's own, or what its window leaves beside the input. The input is estimated, so
	 * a tenth of it stays free.
	 */
	private static OperationRequest limited(Call call, Deployment deployment, OperationCodec<OperationRequest> codec) {
		OperationRequest request = call.request();
		if (!codec.needsOutputLimit() || request.maxOutputTokens() != null) {
			return request;
		}
		long input = request.inWindow(call.roughInput());
		long left = deployment.model().window() - input - input / 10;
		return request.withMaxOutputTokens((int) Math.clamp(left, 1, deployment.model().maxOutput()));
	}

	/** Headers that the operator configured take precedence over Serai's. */
	private static Map<String, String> headers(Provider provider, WireProtocol protocol, String path, byte[] body) {
		Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		headers.putAll(protocol.headers());
		headers.putAll(provider.headers());
		protocol.signer()
			.sign(provider, new Unsigned("POST", provider.baseUrl() + path, headers, body))
			.forEach(headers::putIfAbsent);
		return headers;
	}

	/** Reads the provider's response: all of it, or a stream up to its first content. */
	void take(Exchange exchange) {
		ProviderRequest request = exchange.getProperty(REQUEST, ProviderRequest.class);
		Message message = exchange.getMessage();
		ProviderAnswer answer = this.chain.answered(Calls.of(exchange), message.getBody(InputStream.class),
				request.header());
		message.setBody(answer);
	}

	/** Ends an attempt that failed or that its breaker prevented. */
	void failed(Exchange exchange) {
		Throwable cause = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class);
		// For an open breaker Camel sets no exception.
		Call call = Calls.of(exchange);
		if (cause == null || cause instanceof CallNotPermittedException) {
			this.chain.notAsked(call);
		}
		else {
			this.chain.failed(call, cause);
		}
	}

	/**
	 * Ends the chain: an answer goes on to the reply; without one the call ends with the
	 * error that explains why.
	 */
	void settle(Exchange exchange) {
		if (!(exchange.getMessage().getBody() instanceof ProviderAnswer)) {
			ApiError error = this.exhausted.explain(Calls.of(exchange));
			throw error.refused();
		}
	}

}
