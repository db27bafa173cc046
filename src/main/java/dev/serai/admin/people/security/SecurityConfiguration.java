package dev.serai.admin.people.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.admin.people.OidcSignIn;
import dev.serai.admin.people.SignIn;
import dev.serai.admin.people.config.SignInProperties;
import dev.serai.gateway.access.AdminAuthenticator;
import dev.serai.gateway.access.Origins;
import dev.serai.gateway.access.Peppers;
import dev.serai.gateway.http.Edge;
import dev.serai.platform.clock.NanoClock;
import dev.serai.platform.config.PublicUrlProperties;
import dev.serai.platform.error.ApiError;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.BeanIds;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/**
 * The only Spring Security filter chain. It covers {@code /api}, the pages and the OpenID
 * Connect sign-in, and denies everything not permitted here; calls under {@code /v1} do
 * not pass through it.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PublicUrlProperties.class)
@EnableWebSecurity
class SecurityConfiguration {

	private static final PathPatternRequestMatcher.Builder PATH = PathPatternRequestMatcher.withDefaults();

	/** In the servlet container's patterns: {@code ""} matches only the root. */
	private static final List<String> PAGES = List.of("", "/index.html", "/assets/*", "/docs/*");

	private static final List<String> OIDC = List.of("/oauth2/authorization/*", "/login/oauth2/code/*");

	/** Provides Serai's address for browsers. */
	@Bean
	PublicAddress publicAddress(PublicUrlProperties settings, ServerProperties server) {
		return new PublicAddress(settings.publicUrl(), settings.isSecure() || Ssl.isEnabled(server.getSsl()));
	}

	@Bean
	BrowserSessions browserSessions(SessionRepository<? extends Session> stored, SignIn signIn, PublicAddress address) {
		return new BrowserSessions(stored, signIn, address);
	}

	@Bean
	PendingLinks pendingLinks(BrowserSessions sessions, ObjectMapper json, Clock clock) {
		return new PendingLinks(sessions, json, clock);
	}

	/** Created only when a provider is configured. */
	@Bean
	@Lazy
	IssuerRequests issuerRequests() {
		return new IssuerRequests();
	}

	@Bean
	DelegatingFilterProxyRegistrationBean signInFilter(SignInProperties settings) {
		var filter = new DelegatingFilterProxyRegistrationBean(BeanIds.SPRING_SECURITY_FILTER_CHAIN);
		List<String> patterns = new ArrayList<>(PAGES);
		patterns.add("/api/*");
		if (settings.oidc().isConfigured()) {
			patterns.addAll(OIDC);
		}
		filter.setUrlPatterns(patterns);
		filter.setAsyncSupported(true);
		filter.setDispatcherTypes(DispatcherType.REQUEST);
		return filter;
	}

	@Bean
	@Lazy
	JwtDecoderFactory<ClientRegistration> idTokens(IssuerRequests requests, Clock clock, NanoClock nanoClock) {
		return new IdTokens(requests, clock, nanoClock);
	}

	@Bean
	SecurityFilterChain signInChain(HttpSecurity http, AdminAuthenticator adminKey, BrowserSessions sessions,
			OidcSignIn oidcSignIn, PendingLinks links, PublicAddress address, SignInProperties settings,
			Origins origins, Peppers peppers, ObjectProvider<IssuerRequests> issuer, ObjectMapper json, Clock clock)
			throws Exception {
		SessionCsrf csrfTokens = new SessionCsrf(links);
		// Requests to the management port have filters of their own and pass through here
		// as well.
		http.securityMatcher(Edge::isPassedBy)
			// Only a sign-in that Serai accepts opens a session, in BrowserSessions.
			.sessionManagement(AbstractHttpConfigurer::disable)
			.securityContext(
					context -> context.securityContextRepository(new RequestAttributeSecurityContextRepository()))
			.requestCache(cache -> cache.requestCache(new NullRequestCache()))
			.formLogin(AbstractHttpConfigurer::disable)
			.httpBasic(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.addFilterBefore(new Identification(adminKey, sessions, origins, address), CsrfFilter.class)
			.csrf(csrf -> csrf.csrfTokenRepository(csrfTokens)
				.csrfTokenRequestHandler(new CsrfTokenRequestAttributeHandler())
				.requireCsrfProtectionMatcher(csrfTokens::isNeeded))
			// The container sets the headers, also on responses that do not pass through
			// here.
			.headers(AbstractHttpConfigurer::disable)
			.exceptionHandling(refused -> refused
				.authenticationEntryPoint((request, response, ex) -> write(response, SignIn.notSignedIn().error()))
				.accessDeniedHandler(denied()))
			.authorizeHttpRequests(requests -> requests
				// These routes check the sign-in themselves.
				.requestMatchers(path("/api/session"), path(PendingLinks.PATH))
				.permitAll()
				.requestMatchers(path("/api/**"))
				.authenticated()
				.requestMatchers(page("/"), page("/index.html"), page("/assets/**"), page("/docs/**"))
				.permitAll()
				.anyRequest()
				.denyAll());
		if (settings.oidc().isConfigured()) {
			PendingSignIns pending = new PendingSignIns(sessions, address, peppers.derive(PendingSignIns.PURPOSE), json,
					clock);
			new OidcLogin(settings.oidc(), address, sessions, pending, oidcSignIn, links, issuer.getObject(), json)
				.apply(http);
		}
		return http.build();
	}

	/** The edge has validated paths and methods, and steps read only known parameters. */
	@Bean
	HttpFirewall httpFirewall() {
		StrictHttpFirewall firewall = new StrictHttpFirewall();
		firewall.setUnsafeAllowAnyHttpMethod(true);
		firewall.setAllowedHeaderNames(name -> true);
		firewall.setAllowedHeaderValues(value -> true);
		firewall.setAllowedParameterNames(name -> true);
		firewall.setAllowedParameterValues(value -> true);
		return firewall;
	}

	private static RequestMatcher path(String pattern) {
		return PATH.matcher(pattern);
	}

	private static RequestMatcher page(String pattern) {
		return PATH.matcher(HttpMethod.GET, pattern);
	}

	private static AccessDeniedHandler denied() {
		ApiError csrf = ApiError.of(403, "permission_error", "csrf_token_invalid",
				"Send the session's 'csrfToken' as the header 'x-csrf-token'.");
		ApiError forbidden = ApiError.of(403, "permission_error", "forbidden", "This is not allowed.");
		return (request, response, ex) -> write(response, (ex instanceof CsrfException) ? csrf : forbidden);
	}

	static void write(HttpServletResponse response, ApiError error) {
		try {
			Edge.write(response, error);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
