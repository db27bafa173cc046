package dev.serai.gateway.http;

import dev.serai.gateway.access.Origins;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Finds the address that a request comes from. */
public final class RequestOrigin {

	private RequestOrigin() {
	}

	/** Returns the caller's address, behind the trusted proxies. */
	public static String of(HttpServletRequest request, Origins origins) {
		String peer = request.getRemoteAddr();
		return origins.trustsAny() ? origins.of(peer, forwarded(request)) : peer;
	}

	private static @Nullable String forwarded(HttpServletRequest request) {
		var values = request.getHeaders("x-forwarded-for");
		String all = null;
		while (values.hasMoreElements()) {
			String value = values.nextElement();
			all = (all != null) ? all + "," + value : value;
		}
		return all;
	}

}
