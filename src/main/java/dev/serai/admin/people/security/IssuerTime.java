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
 * The time that one sign-in may wait for the OpenID Connect provider: all requests,
 * before the browser is sent there and after it returns, share {@link #MOST}. It is bound
 * to the request's thread, because Spring Security calls the provider from there. Uses
 * real time, because the remaining time becomes a socket timeout.
 */
final class IssuerTime {

	/** For all requests of one sign-in together. */
	static final Duration MOST = Duration.ofSeconds(5);

	private static final ThreadLocal<@Nullable Long> ENDS = new ThreadLocal<>();

	private IssuerTime() {
	}

	/**
	 * Starts the time.
	 * @param spent the time already used
	 */
	static void begin(Duration spent) {
		ENDS.set(System.nanoTime() + MOST.minus(spent).toNanos());
	}

	static void end() {
		ENDS.remove();
	}

	/** Returns the remaining time, at least a moment. */
	static Duration left() {
		Long ends = ENDS.get();
		long left = (ends != null) ? ends - System.nanoTime() : MOST.toNanos();
		return Duration.ofNanos(Math.max(1_000_000, left));
	}

	static Duration spent() {
		return MOST.minus(left());
	}

	/** Starts the time for every request of a sign-in. */
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
