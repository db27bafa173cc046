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

/** What an I/O error on a provider's connection means. */
public final class WireFailures {

	private WireFailures() {
	}

	/**
	 * The failure that an error stands for; the reason of a cancelled attempt comes
	 * before any other.
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
