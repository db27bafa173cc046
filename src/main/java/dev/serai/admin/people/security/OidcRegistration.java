package dev.serai.admin.people.security;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.admin.people.config.SignInProperties;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;

/**
 * Reads the OpenID Connect provider's discovery document at the first sign-in, so that a
 * provider that is down does not keep the program from starting.
 */
final class OidcRegistration implements ClientRegistrationRepository {

	/** The provider's name in paths. */
	static final String ID = "oidc";

	private static final String DOCUMENT = "/.well-known/openid-configuration";

	private static final String ENDPOINT = "_endpoint";

	private static final Logger LOG = LoggerFactory.getLogger(OidcRegistration.class);

	private final SignInProperties.Oidc settings;

	private final String redirectUri;

	private final IssuerRequests requests;

	private final ObjectMapper json;

	private final SharedRequest<ClientRegistration> question = new SharedRequest<>(this::ask);

	private volatile @Nullable ClientRegistration known;

	OidcRegistration(SignInProperties.Oidc settings, PublicAddress address, IssuerRequests requests,
			ObjectMapper json) {
		this.settings = settings;
		this.redirectUri = address.template("/login/oauth2/code/" + ID);
		this.requests = requests;
		this.json = json;
	}

	/**
	 * @throws CallRefused 503 {@code oidc_unavailable} while the provider cannot be
	 * reached
	 */
	@Override
	public @Nullable ClientRegistration findByRegistrationId(String registrationId) {
		if (!registrationId.equals(ID)) {
			return null;
		}
		ClientRegistration registration = this.known;
		if (registration != null) {
			return registration;
		}
		try {
			return this.question.answer();
		}
		catch (IssuerUnavailable ex) {
			throw unavailable();
		}
	}

	private ClientRegistration ask() throws IssuerUnavailable {
		String issuer = String.valueOf(this.settings.issuer());
		try {
			Map<String, Object> document = document(issuer);
			if (!issuer.equals(document.get("issuer"))) {
				throw new IssuerUnavailable("its document is of the issuer " + document.get("issuer"));
			}
			mustBeSecure(issuer, document);
			ClientRegistration registration = ClientRegistrations.fromOidcConfiguration(document)
				.registrationId(ID)
				.clientId(String.valueOf(this.settings.clientId()))
				.clientSecret(this.settings.clientSecret())
				.scope("openid", "profile", "email")
				.redirectUri(this.redirectUri)
				.build();
			this.known = registration;
			return registration;
		}
		catch (IOException | RuntimeException ex) {
			LOG.warn("The OpenID Connect provider {} cannot be used: {}", issuer, ex.getMessage());
			throw new IssuerUnavailable("discovery", ex);
		}
	}

	/**
	 * Reads the document below the issuer's path or, as in RFC 8414, before that path.
	 */
	private Map<String, Object> document(String issuer) throws IOException {
		URI uri = URI.create(issuer);
		String origin = uri.getScheme() + "://" + uri.getRawAuthority();
		String path = (uri.getRawPath() != null) ? uri.getRawPath() : "";
		Set<String> places = new LinkedHashSet<>();
		places.add(origin + path.replaceAll("/+$", "") + DOCUMENT);
		places.add(origin + DOCUMENT + path);
		places.add(origin + "/.well-known/oauth-authorization-server" + path);
		for (String place : places) {
			IssuerRequests.Answer answer = this.requests.get(place);
			if (answer.isGood()) {
				return this.json.readValue(answer.body(), new TypeReference<Map<String, Object>>() {
				});
			}
		}
		throw new IssuerUnavailable("there is no document at any of " + places);
	}

	/**
	 * With an issuer that uses TLS, all its endpoints must use TLS, so that neither
	 * people nor secrets are sent without it.
	 */
	private static void mustBeSecure(String issuer, Map<String, Object> document) throws IssuerUnavailable {
		if (!issuer.startsWith("https:")) {
			return;
		}
		for (Map.Entry<String, Object> entry : document.entrySet()) {
			boolean used = entry.getKey().endsWith(ENDPOINT) || entry.getKey().equals("jwks_uri");
			if (used && !String.valueOf(entry.getValue()).startsWith("https:")) {
				throw new IssuerUnavailable("its " + entry.getKey() + " is not https");
			}
		}
	}

	static CallRefused unavailable() {
		return ApiError
			.unavailable("oidc_unavailable", "The sign-in provider cannot be reached now. Try again.",
					Duration.ofSeconds(5))
			.refused();
	}

}
