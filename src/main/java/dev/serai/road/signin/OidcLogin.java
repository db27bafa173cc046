package dev.serai.road.signin;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.boot.SignInProperties;
import dev.serai.call.ApiError;
import dev.serai.call.CallRefused;
import dev.serai.people.OidcSignIn;
import dev.serai.people.SessionStore;
import dev.serai.people.Sessions;
import dev.serai.people.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/**
 * The way in by OpenID Connect: authorization code with proof keys and nonce. It begins
 * at {@code /oauth2/authorization/oidc} and ends in the same session as a password does.
 */
final class OidcLogin {

	private static final Logger LOG = LoggerFactory.getLogger(OidcLogin.class);

	private static final String START = "/oauth2/authorization";

	private static final Duration CONNECT = Duration.ofSeconds(2);

	private static final Duration ANSWER = Duration.ofSeconds(5);

	private final SignInProperties settings;

	private final SessionCookie cookie;

	private final OidcSignIn signIn;

	private final PendingSignIns pending;

	OidcLogin(SignInProperties settings, SessionCookie cookie, SessionStore store, Sessions sessions, OidcSignIn signIn,
			ObjectMapper json) {
		this.settings = settings;
		this.cookie = cookie;
		this.signIn = signIn;
		this.pending = new PendingSignIns(store, sessions, cookie, json);
	}

	void apply(HttpSecurity http) throws Exception {
		OidcRegistration registration = new OidcRegistration(this.settings.oidc(), this.settings.publicUrl());
		var requests = new DefaultOAuth2AuthorizationRequestResolver(registration, START);
		requests.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
		http.oauth2Login(login -> login.clientRegistrationRepository(registration)
			.authorizedClientRepository(new NoAuthorizedClients())
			// A page of our own, so that Spring makes none.
			.loginPage("/")
			.authorizationEndpoint(
					start -> start.authorizationRequestResolver(requests).authorizationRequestRepository(this.pending))
			.tokenEndpoint(token -> token.accessTokenResponseClient(tokens()))
			.userInfoEndpoint(user -> user.oidcUserService(users()))
			.successHandler(this::signedIn)
			.failureHandler((request, response, ex) -> SecurityConfiguration.write(response, errorOf(ex)))
			.addObjectPostProcessor(new ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter>() {

				@Override
				public <O extends OAuth2AuthorizationRequestRedirectFilter> O postProcess(O filter) {
					filter.setAuthenticationFailureHandler(
							(request, response, ex) -> SecurityConfiguration.write(response, errorOf(ex)));
					return filter;
				}

			}));
	}

	private void signedIn(HttpServletRequest request, HttpServletResponse response, Authentication authentication)
			throws IOException {
		try {
			OidcUser user = (OidcUser) authentication.getPrincipal();
			SignedIn person = this.signIn.signIn(new OidcSignIn.Identity(user.getIssuer() + " " + user.getSubject(),
					user.getEmail(), this.settings.oidc().trustEmail() || Boolean.TRUE.equals(user.getEmailVerified()),
					user.getFullName()), values(user.getClaim(this.settings.oidc().roleClaim())));
			this.cookie.give(request, response, person.token());
			response.sendRedirect("/");
		}
		catch (CallRefused ex) {
			SecurityConfiguration.write(response, ex.error());
		}
	}

	/** One value or several; of anything else there is nothing to be made. */
	private static Collection<String> values(@Nullable Object claim) {
		List<String> values = new ArrayList<>();
		if (claim instanceof Collection<?> several) {
			several.forEach(value -> values.add(String.valueOf(value)));
		}
		else if (claim instanceof String one) {
			values.add(one);
		}
		return values;
	}

	private static ApiError errorOf(AuthenticationException failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof CallRefused refused) {
				return refused.error();
			}
			if (cause instanceof IOException) {
				return OidcRegistration.unavailable().error();
			}
		}
		LOG.info("A sign-in by OpenID Connect was refused: {}", reason(failure));
		return ApiError.of(401, "authentication_error", "oidc_refused",
				"The sign-in provider's answer was not accepted. Sign in again.");
	}

	/**
	 * The code alone, and of it what cannot pass for another line: the rest may be
	 * anybody's words.
	 */
	private static String reason(AuthenticationException failure) {
		String code = (failure instanceof OAuth2AuthenticationException refused) ? refused.getError().getErrorCode()
				: failure.getClass().getSimpleName();
		StringBuilder plain = new StringBuilder();
		code.chars().limit(100).forEach(c -> plain.append((c > ' ' && c < 0x7f) ? (char) c : '_'));
		return plain.toString();
	}

	private static RestClientAuthorizationCodeTokenResponseClient tokens() {
		var client = new RestClientAuthorizationCodeTokenResponseClient();
		client.setRestClient(RestClient.builder().requestFactory(requests()).messageConverters(converters -> {
			converters.clear();
			converters.add(new FormHttpMessageConverter());
			converters.add(new OAuth2AccessTokenResponseHttpMessageConverter());
		}).defaultStatusHandler(new OAuth2ErrorResponseErrorHandler()).build());
		return client;
	}

	private static OidcUserService users() {
		RestTemplate rest = new RestTemplate(requests());
		rest.setErrorHandler(new OAuth2ErrorResponseErrorHandler());
		DefaultOAuth2UserService plain = new DefaultOAuth2UserService();
		plain.setRestOperations(rest);
		OidcUserService users = new OidcUserService();
		users.setOauth2UserService(plain);
		return users;
	}

	/** A provider that hangs holds nobody for long. */
	static SimpleClientHttpRequestFactory requests() {
		SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
		requests.setConnectTimeout(CONNECT);
		requests.setReadTimeout(ANSWER);
		return requests;
	}

}
