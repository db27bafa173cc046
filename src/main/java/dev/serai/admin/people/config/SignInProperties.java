package dev.serai.admin.people.config;

import java.util.Set;

import dev.serai.platform.start.CannotStart;
import dev.serai.platform.start.SettingList;
import dev.serai.platform.start.WebAddress;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the sign-in.
 *
 * @param adminEmail the first admin's address ({@code SERAI_ADMIN_EMAIL})
 * @param adminPassword the first admin's password ({@code SERAI_ADMIN_PASSWORD}); null
 * generates a random one
 * @param oidc the OpenID Connect provider
 */
@ConfigurationProperties("serai")
public record SignInProperties(@DefaultValue("admin@localhost") String adminEmail, @Nullable String adminPassword,
		@DefaultValue Oidc oidc) {

	public SignInProperties {
		adminEmail = adminEmail.isBlank() ? "admin@localhost" : adminEmail.strip();
		adminPassword = isBlank(adminPassword) ? null : adminPassword;
	}

	private static boolean isBlank(@Nullable String text) {
		return text == null || text.isBlank();
	}

	@Override
	public String toString() {
		return "SignInProperties[oidc=" + this.oidc + "]";
	}

	/**
	 * An OpenID Connect provider: {@code SERAI_OIDC_ISSUER} and so on.
	 *
	 * @param issuer its address; null when there is none
	 * @param clientId Serai's client id at the provider
	 * @param roleClaim the claim whose values give roles
	 * @param admins values that make an admin
	 * @param auditors values that make an auditor
	 * @param trustEmail whether addresses count as verified when the provider does not
	 * state it
	 */
	public record Oidc(@Nullable String issuer, @Nullable String clientId, @Nullable String clientSecret,
			@DefaultValue("groups") String roleClaim, @DefaultValue Set<String> admins,
			@DefaultValue Set<String> auditors, boolean trustEmail) {

		public Oidc {
			issuer = isBlank(issuer) ? null
					: WebAddress.check("SERAI_OIDC_ISSUER", issuer, "https://accounts.example.com/realm");
			clientId = isBlank(clientId) ? null : clientId.strip();
			clientSecret = isBlank(clientSecret) ? null : clientSecret.strip();
			roleClaim = roleClaim.isBlank() ? "groups" : roleClaim.strip();
			admins = SettingList.ofNames("SERAI_OIDC_ADMINS", admins);
			auditors = SettingList.ofNames("SERAI_OIDC_AUDITORS", auditors);
			if (issuer != null && clientId == null) {
				throw new CannotStart("SERAI_OIDC_ISSUER is set, and SERAI_OIDC_CLIENT_ID is not.",
						"Set SERAI_OIDC_CLIENT_ID and SERAI_OIDC_CLIENT_SECRET to what the sign-in provider gives you when"
								+ " you register Serai with it.");
			}
		}

		public boolean isConfigured() {
			return this.issuer != null;
		}

		@Override
		public String toString() {
			return "Oidc[issuer=" + this.issuer + "]";
		}

	}

}
