package dev.serai.boot;

import java.net.URI;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people sign in.
 *
 * @param publicUrl where browsers find Serai ({@code SERAI_PUBLIC_URL}), to be set behind
 * a proxy; null means where the request says
 * @param adminEmail of the first admin ({@code SERAI_ADMIN_EMAIL})
 * @param adminPassword of the first admin ({@code SERAI_ADMIN_PASSWORD}); null means one
 * made at random
 * @param oidc the OpenID Connect provider
 */
@ConfigurationProperties("serai")
public record SignInProperties(@Nullable URI publicUrl, @DefaultValue("admin@localhost") String adminEmail,
		@Nullable String adminPassword, @DefaultValue Oidc oidc) {

	public SignInProperties {
		publicUrl = (publicUrl == null || publicUrl.toString().isBlank()) ? null : publicUrl;
		adminEmail = adminEmail.isBlank() ? "admin@localhost" : adminEmail;
		adminPassword = (adminPassword == null || adminPassword.isBlank()) ? null : adminPassword;
	}

	/** Whether browsers come by TLS whatever the request looks like here. */
	public boolean isPublicBySecureLine() {
		return this.publicUrl != null && "https".equals(this.publicUrl.getScheme());
	}

	@Override
	public String toString() {
		return "SignInProperties[publicUrl=" + this.publicUrl + "]";
	}

	/**
	 * An OpenID Connect provider: {@code SERAI_OIDC_ISSUER} and so on.
	 *
	 * @param issuer its address; null means that there is none
	 * @param roleClaim the claim whose values give roles
	 * @param admins values that make an admin
	 * @param auditors values that make an auditor
	 * @param trustEmail whether its e-mail addresses are believed that it does not say to
	 * be verified
	 */
	public record Oidc(@Nullable String issuer, @Nullable String clientId, @Nullable String clientSecret,
			@DefaultValue("groups") String roleClaim, @DefaultValue Set<String> admins,
			@DefaultValue Set<String> auditors, boolean trustEmail) {

		public boolean isConfigured() {
			return this.issuer != null && !this.issuer.isBlank();
		}

		@Override
		public String toString() {
			return "Oidc[issuer=" + this.issuer + "]";
		}

	}

}
