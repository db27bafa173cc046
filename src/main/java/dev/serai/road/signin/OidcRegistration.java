package dev.serai.road.signin;

import java.net.URI;
import java.time.Duration;

import dev.serai.boot.SignInProperties;
import dev.serai.call.ApiError;
import dev.serai.call.CallRefused;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;

/**
 * What the OpenID Connect provider says of itself, asked for when somebody first wants to
 * sign in, so that a provider that is down keeps nothing from starting.
 */
final class OidcRegistration implements ClientRegistrationRepository {

	/** The provider's name in paths. */
	static final String ID = "oidc";

	private static final Logger LOG = LoggerFactory.getLogger(OidcRegistration.class);

	private final SignInProperties.Oidc settings;

	private final String redirectUri;

	private volatile @Nullable ClientRegistration known;

	OidcRegistration(SignInProperties.Oidc settings, @Nullable URI publicUrl) {
		this.settings = settings;
		String base = (publicUrl != null) ? publicUrl.toString().replaceAll("/+$", "") : "{baseUrl}";
		this.redirectUri = base + "/login/oauth2/code/" + ID;
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
		if (registration == null) {
			registration = ask();
			this.known = registration;
		}
		return registration;
	}

	private ClientRegistration ask() {
		try {
			return ClientRegistrations.fromIssuerLocation(String.valueOf(this.settings.issuer()))
				.registrationId(ID)
				.clientId(String.valueOf(this.settings.clientId()))
				.clientSecret(this.settings.clientSecret())
				.scope("openid", "profile", "email")
				.redirectUri(this.redirectUri)
				.build();
		}
		catch (RuntimeException ex) {
			LOG.warn("The OpenID Connect provider {} cannot be asked: {}", this.settings.issuer(), ex.getMessage());
			throw unavailable();
		}
	}

	static CallRefused unavailable() {
		return ApiError
			.unavailable("oidc_unavailable", "The sign-in provider cannot be reached now. Try again.",
					Duration.ofSeconds(5))
			.refused();
	}

}
