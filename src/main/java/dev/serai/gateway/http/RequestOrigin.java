package dev.serai.gateway.http;

import dev.serai.gateway.access.Origins;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Reads off a request which address it comes from. */
public final class RequestOrigin {

	private RequestOrigin() {
	}

	/** The caller's address, beyond the proxies that are trusted. */
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
