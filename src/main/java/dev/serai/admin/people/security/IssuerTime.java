package dev.serai.admin.people.security;

import java.io.IOException;
import java.time.Duration;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.web.filter.OncePerRequestFilter;

/**
 * How long one sign-in waits for the OpenID Connect provider: all that it is asked,
 * before the browser is sent there and after it is back, shares {@link #MOST}. The time
 * belongs to the thread that serves the request, for Spring Security asks the provider
 * from there. It is the machine's time: sockets are given what is left as their limit.
 */
final class IssuerTime {

	/** For all requests of one sign-in together. */
	static final Duration MOST = Duration.ofSeconds(5);

	private static final ThreadLocal<@Nullable Long> ENDS = new ThreadLocal<>();

	private IssuerTime() {
	}

	/**
	 * Begins anew.
	 * @param spent how much of the time is gone already
	 */
	static void begin(Duration spent) {
		ENDS.set(System.nanoTime() + MOST.minus(spent).toNanos());
	}

	static void end() {
		ENDS.remove();
	}

	/** What is left, at least a moment. */
	static Duration left() {
		Long ends = ENDS.get();
		long left = (ends != null) ? ends - System.nanoTime() : MOST.toNanos();
		return Duration.ofNanos(Math.max(1_000_000, left));
	}

	static Duration spent() {
		return MOST.minus(left());
	}

	/** Gives every request of a sign-in its time. */
	static final class Filter extends OncePerRequestFilter {

		@Override
		protected boolean shouldNotFilter(HttpServletRequest request) {
			return request.getRequestURI().startsWith("/api");
		}

		@Override
		protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
				throws ServletException, IOException {
			begin(Duration.ZERO);
			try {
				chain.doFilter(request, response);
			}
			finally {
				end();
			}
		}

	}

}
