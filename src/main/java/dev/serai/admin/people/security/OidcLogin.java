package dev.serai.admin.people.security;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.admin.people.OidcClaims;
import dev.serai.admin.people.OidcSignIn;
import dev.serai.admin.people.config.SignInProperties;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpStatus;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/**
 * The sign-in by OpenID Connect: authorization code flow with PKCE and nonce. It starts
 * at {@code /oauth2/authorization/oidc} and ends with the same session as a password
 * sign-in, or, when a local account has a password, on the page that requests it.
 */
final class OidcLogin {

	private static final Logger LOG = LoggerFactory.getLogger(OidcLogin.class);

	private static final String START = "/oauth2/authorization";

	/** The dashboard page that requests the password of a local account. */
	private static final String LINK_PAGE = "#/link";

	private final SignInProperties.Oidc settings;

	private final PublicAddress address;

	private final BrowserSessions sessions;

	private final OidcSignIn signIn;

	private final PendingSignIns pending;

	private final PendingLinks links;

	private final IssuerRequests requests;

	private final ObjectMapper json;

	OidcLogin(SignInProperties.Oidc settings, PublicAddress address, BrowserSessions sessions, PendingSignIns pending,
			OidcSignIn signIn, PendingLinks links, IssuerRequests requests, ObjectMapper json) {
		this.settings = settings;
		this.address = address;
		this.sessions = sessions;
		this.signIn = signIn;
		this.pending = pending;
		this.links = links;
		this.requests = requests;
		this.json = json;
	}

	void apply(HttpSecurity http) throws Exception {
		OidcRegistration registration = new OidcRegistration(this.settings, this.address, this.requests, this.json);
		var starts = new DefaultOAuth2AuthorizationRequestResolver(registration, START);
		starts.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
		http.addFilterBefore(new IssuerTime.Filter(), OAuth2AuthorizationRequestRedirectFilter.class);
		http.oauth2Login(login -> login.clientRegistrationRepository(registration)
			.authorizedClientRepository(new NoAuthorizedClients())
			// A page of our own, so that Spring generates none.
			.loginPage("/")
			.authorizationEndpoint(
					start -> start.authorizationRequestResolver(starts).authorizationRequestRepository(this.pending))
			.tokenEndpoint(token -> token.accessTokenResponseClient(tokens()))
			.userInfoEndpoint(user -> user.oidcUserService(users()))
			.successHandler(this::proved)
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

	/** Handles a successful authentication at the provider. */
	private void proved(HttpServletRequest request, HttpServletResponse response, Authentication authentication) {
		try {
			OidcUser user = (OidcUser) authentication.getPrincipal();
			OidcClaims claims = new OidcClaims(user.getIdToken().getClaims(),
					(user.getUserInfo() != null) ? user.getUserInfo().getClaims() : Map.of());
			OidcSignIn.Identity identity = claims.identity(String.valueOf(user.getIdToken().getIssuer()),
					this.settings.trustEmail());
			List<String> roles = claims.roles(this.settings.roleClaim());
			OidcSignIn.Result result = this.signIn.signIn(identity, roles);
			PendingSignIns.sessionBefore(request).ifPresent(this.sessions::end);
			switch (result) {
				case OidcSignIn.Result.Done done -> {
					this.sessions.open(request, response, done.person());
					redirect(response, this.address.home());
				}
				case OidcSignIn.Result.PasswordNeeded needed -> {
					this.links.begin(request, response, identity, roles);
					redirect(response, this.address.home() + LINK_PAGE);
				}
			}
		}
		catch (CallRefused ex) {
			SecurityConfiguration.write(response, ex.error());
		}
	}

	/** Sends the target unchanged: the container would prefix the request's host. */
	private static void redirect(HttpServletResponse response, String target) {
		response.setStatus(HttpStatus.FOUND.value());
		response.setHeader("location", target);
	}

	private static ApiError errorOf(AuthenticationException failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof CallRefused refused) {
				return refused.error();
			}
			if (cause instanceof IssuerUnavailable) {
				return OidcRegistration.unavailable().error();
			}
		}
		LOG.info("A sign-in by OpenID Connect was refused: {}", reason(failure));
		return ApiError.of(401, "authentication_error", "oidc_refused",
				"The sign-in provider's answer was not accepted. Sign in again.");
	}

	/**
	 * Returns only the error code, without characters that could fake a log line; the
	 * rest is untrusted.
	 */
	private static String reason(AuthenticationException failure) {
		String code = (failure instanceof OAuth2AuthenticationException refused) ? refused.getError().getErrorCode()
				: failure.getClass().getSimpleName();
		StringBuilder plain = new StringBuilder();
		code.chars().limit(100).forEach(c -> plain.append((c > ' ' && c < 0x7f) ? (char) c : '_'));
		return plain.toString();
	}

	private OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> tokens() {
		var client = new RestClientAuthorizationCodeTokenResponseClient();
		client.setRestClient(RestClient.builder().requestFactory(this.requests).messageConverters(converters -> {
			converters.clear();
			converters.add(new FormHttpMessageConverter());
			converters.add(new OAuth2AccessTokenResponseHttpMessageConverter());
		}).defaultStatusHandler(new OAuth2ErrorResponseErrorHandler()).build());
		return grant -> understood(() -> client.getTokenResponse(grant));
	}

	private OAuth2UserService<OidcUserRequest, OidcUser> users() {
		RestTemplate rest = new RestTemplate(this.requests);
		rest.setErrorHandler(new OAuth2ErrorResponseErrorHandler());
		DefaultOAuth2UserService plain = new DefaultOAuth2UserService();
		plain.setRestOperations(rest);
		OidcUserService users = new OidcUserService();
		users.setOauth2UserService(plain);
		// Claims about the person are kept unchanged.
		users.setClaimTypeConverterFactory(registration -> claims -> claims);
		return request -> understood(() -> users.loadUser(request));
	}

	/**
	 * Any failure to process the provider's response is the provider's fault, whatever
	 * Spring throws.
	 */
	private static <T> T understood(Supplier<T> answer) {
		try {
			return answer.get();
		}
		catch (AuthenticationException | OAuth2AuthorizationException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			throw new OAuth2AuthenticationException(new OAuth2Error("unreadable_answer"), ex);
		}
	}

}
