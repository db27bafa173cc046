package dev.serai.road.signin;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;

import dev.serai.access.AdminAuthenticator;
import dev.serai.access.Operator;
import dev.serai.access.Origins;
import dev.serai.call.ApiError;
import dev.serai.call.CallRefused;
import dev.serai.people.SignIn;
import dev.serai.people.SignedIn;
import dev.serai.road.Edge;
import dev.serai.road.RequestOrigin;
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
 * Finds out who asks: the holder of the admin key, or else the person whose session the
 * cookie names. Who sends a credential is judged by it alone: with an
 * {@code Authorization} header no cookie counts.
 */
public final class Identification extends OncePerRequestFilter {

	private static final String OPERATOR = Identification.class.getName() + ".operator";

	private static final String SIGNED_IN = Identification.class.getName() + ".signedIn";

	private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

	private final AdminAuthenticator adminKey;

	private final SignIn signIn;

	private final SessionCookie cookie;

	private final Origins origins;

	private final @Nullable URI publicUrl;

	Identification(AdminAuthenticator adminKey, SignIn signIn, SessionCookie cookie, Origins origins,
			@Nullable URI publicUrl) {
		this.origins = origins;
		this.adminKey = adminKey;
		this.signIn = signIn;
		this.cookie = cookie;
		this.publicUrl = publicUrl;
	}

	/**
	 * Who asks.
	 * @throws CallRefused 401 {@code not_signed_in}
	 */
	public static Operator operator(HttpServletRequest request) {
		if (request.getAttribute(OPERATOR) instanceof Operator operator) {
			return operator;
		}
		throw SignIn.notSignedIn();
	}

	/** Who asks in a session; null when it is nobody, or the admin key. */
	public static @Nullable SignedIn signedIn(HttpServletRequest request) {
		return (request.getAttribute(SIGNED_IN) instanceof SignedIn person) ? person : null;
	}

	/** Whether a request changes something. */
	static boolean changes(HttpServletRequest request) {
		return !HARMLESS.contains(request.getMethod());
	}

	/** Pages are everybody's. */
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
			// Two headers are as good as none: which of them counts must not be guessed.
			this.adminKey.check(values.hasMoreElements() ? null : value, RequestOrigin.of(request, this.origins));
			accept(request, Operator.ADMIN_KEY);
			return;
		}
		if (changes(request)) {
			mustComeFromHere(request);
		}
		this.signIn.find(this.cookie.token(request)).ifPresent(person -> {
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
	 * No other site's page changes anything, and none signs anybody in. Browsers say
	 * where a request comes from; who does not is no browser, and holds no cookie of
	 * another's.
	 */
	private void mustComeFromHere(HttpServletRequest request) {
		String origin = request.getHeader("origin");
		String site = request.getHeader("sec-fetch-site");
		boolean foreign = "null".equals(origin) || ((site != null) ? !site.equals("same-origin") && !site.equals("none")
				: origin != null && !isHere(origin, request));
		if (foreign) {
			throw ApiError
				.of(403, "permission_error", "foreign_origin", "Pages of other sites may not change anything here.")
				.refused();
		}
	}

	private boolean isHere(String origin, HttpServletRequest request) {
		int end = origin.indexOf("://");
		String authority = (end < 0) ? origin : origin.substring(end + 3);
		return authority.equals(request.getHeader("host"))
				|| (this.publicUrl != null && authority.equals(this.publicUrl.getRawAuthority()));
	}

}
