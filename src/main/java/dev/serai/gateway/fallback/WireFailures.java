package dev.serai.gateway.fallback;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;

import javax.net.ssl.SSLException;

import dev.serai.gateway.call.Attempt;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.ProviderFailure.Kind;

/** Maps I/O errors on a provider's connection to failures. */
public final class WireFailures {

	private WireFailures() {
	}

	/**
	 * Returns the failure for an error. The reason of a cancelled attempt takes
	 * precedence.
	 */
	public static ProviderFailure of(Attempt attempt, IOException error) {
		ProviderFailure cancelled = attempt.cancelled();
		if (cancelled != null) {
			return cancelled;
		}
		return switch (error) {
			case ConnectException e -> ProviderFailure.of(Kind.CONNECT, "The connection was refused");
			case UnknownHostException e -> ProviderFailure.of(Kind.CONNECT, "The provider's host name is unknown");
			case NoRouteToHostException e -> ProviderFailure.of(Kind.CONNECT, "There is no route to the provider");
			case SSLException e -> ProviderFailure.of(Kind.CONNECT, "No secure connection could be made");
			case SocketTimeoutException e when attempt.status() == 0 && isConnect(e) ->
				ProviderFailure.of(Kind.CONNECT, "The connection was not made in time");
			case SocketTimeoutException e -> ProviderFailure.of(Kind.TIMEOUT, "Nothing came in time");
			default -> ProviderFailure.of(Kind.BROKEN, "The connection broke before the answer was complete");
		};
	}

	private static boolean isConnect(SocketTimeoutException error) {
		String message = error.getMessage();
		return message != null && message.contains("onnect");
	}

}
