package dev.serai.admin.people.security;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Set;

import dev.serai.admin.people.SignIn;
import dev.serai.admin.people.SignedIn;
import dev.serai.gateway.access.AdminAuthenticator;
import dev.serai.gateway.access.Operator;
import dev.serai.gateway.access.Origins;
import dev.serai.gateway.http.Edge;
import dev.serai.gateway.http.RequestOrigin;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Identifies the operator of a request: the holder of the admin key, or the person whose
 * session the cookie names. With an {@code Authorization} header, the cookie is ignored.
 */
public final class Identification extends OncePerRequestFilter {

	private static final String OPERATOR = Identification.class.getName() + ".operator";

	private static final String SIGNED_IN = Identification.class.getName() + ".signedIn";

	private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

	private final AdminAuthenticator adminKey;

	private final BrowserSessions sessions;

	private final Origins origins;

	private final PublicAddress address;

	Identification(AdminAuthenticator adminKey, BrowserSessions sessions, Origins origins, PublicAddress address) {
		this.origins = origins;
		this.adminKey = adminKey;
		this.sessions = sessions;
		this.address = address;
	}

	/**
	 * Returns the request's operator.
	 * @throws CallRefused 401 {@code not_signed_in}
	 */
	public static Operator operator(HttpServletRequest request) {
		if (request.getAttribute(OPERATOR) instanceof Operator operator) {
			return operator;
		}
		throw SignIn.notSignedIn();
	}

	/**
	 * Returns the request's signed-in person; null without a session or with the admin
	 * key.
	 */
	public static @Nullable SignedIn signedIn(HttpServletRequest request) {
		return (request.getAttribute(SIGNED_IN) instanceof SignedIn person) ? person : null;
	}

	/** Whether a request changes something. */
	static boolean changes(HttpServletRequest request) {
		return !HARMLESS.contains(request.getMethod());
	}

	/** Pages need no identification. */
	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return !request.getRequestURI().startsWith("/api");
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		try {
			identify(request);
		}
		catch (CallRefused ex) {
			Edge.write(response, ex.error());
			return;
		}
		chain.doFilter(request, response);
	}

	private void identify(HttpServletRequest request) {
		var values = request.getHeaders("authorization");
		if (values.hasMoreElements()) {
			String value = values.nextElement();
			// Two headers are rejected, because it is ambiguous which one counts.
			this.adminKey.check(values.hasMoreElements() ? null : value, RequestOrigin.of(request, this.origins));
			accept(request, Operator.ADMIN_KEY);
			return;
		}
		if (changes(request)) {
			mustComeFromHere(request);
		}
		this.sessions.find(request).ifPresent(person -> {
			request.setAttribute(SIGNED_IN, person);
			accept(request, person.operator());
		});
	}

	private static void accept(HttpServletRequest request, Operator operator) {
		request.setAttribute(OPERATOR, operator);
		SecurityContext context = SecurityContextHolder.createEmptyContext();
		context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(operator.actor(), null, List.of()));
		SecurityContextHolder.setContext(context);
	}

	/**
	 * Rejects changes and sign-ins from other sites' pages. Browsers send the origin of a
	 * request; other clients hold no cookie that a foreign page could use.
	 */
	private void mustComeFromHere(HttpServletRequest request) {
		String site = request.getHeader("sec-fetch-site");
		boolean sameOrigin = "same-origin".equals(site);
		if ((site != null && !sameOrigin && !site.equals("none")) || !isFromHere(request, sameOrigin)) {
			throw ApiError
				.of(403, "permission_error", "foreign_origin",
						"Pages of other sites may not change anything here. If this page is Serai's own, set"
								+ " SERAI_PUBLIC_URL to its address.")
				.refused();
		}
	}

	/**
	 * @param sameOrigin whether the browser reports the same origin. It knows the scheme,
	 * which a request behind a proxy does not show; a configured public address takes
	 * precedence
	 */
	private boolean isFromHere(HttpServletRequest request, boolean sameOrigin) {
		List<String> origins = Collections.list(request.getHeaders("origin"));
		return origins.stream()
			.allMatch(origin -> this.address.isOrigin(origin, request)
					|| (sameOrigin && !this.address.isSet() && !origin.equals("null")));
	}

}
