package dev.serai.admin.people.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

import dev.serai.platform.start.CannotStart;
import dev.serai.platform.start.SettingList;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people sign in.
 *
 * @param publicUrl where browsers find Serai ({@code SERAI_PUBLIC_URL}), without a slash
 * at its end, to be set behind a proxy; null means where the request says
 * @param adminEmail of the first admin ({@code SERAI_ADMIN_EMAIL})
 * @param adminPassword of the first admin ({@code SERAI_ADMIN_PASSWORD}); null means one
 * made at random
 * @param oidc the OpenID Connect provider
 */
@ConfigurationProperties("serai")
public record SignInProperties(@Nullable String publicUrl, @DefaultValue("admin@localhost") String adminEmail,
		@Nullable String adminPassword, @DefaultValue Oidc oidc) {

	public SignInProperties {
		publicUrl = isBlank(publicUrl) ? null
				: webAddress("SERAI_PUBLIC_URL", publicUrl, "https://serai.example.com").replaceAll("/+$", "");
		adminEmail = adminEmail.isBlank() ? "admin@localhost" : adminEmail.strip();
		adminPassword = isBlank(adminPassword) ? null : adminPassword;
	}

	private static boolean isBlank(@Nullable String text) {
		return text == null || text.isBlank();
	}

	/**
	 * An address as browsers and OpenID Connect know it.
	 * @throws CannotStart for anything else
	 */
	private static String webAddress(String variable, @Nullable String text, String example) {
		String address = (text != null) ? text.strip() : "";
		try {
			URI uri = new URI(address);
			String scheme = (uri.getScheme() != null) ? uri.getScheme().toLowerCase(Locale.ROOT) : "";
			if ((scheme.equals("https") || scheme.equals("http")) && uri.getHost() != null
					&& uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null) {
				return address;
			}
		}
		catch (URISyntaxException ex) {
			// Told below, with the rule.
		}
		throw new CannotStart(variable + " is no address of a web site.",
				"Set " + variable + " to https://host or http://host, with the port where it is not the usual one, and"
						+ " without user, query and fragment, like " + example + ".");
	}

	@Override
	public String toString() {
		return "SignInProperties[publicUrl=" + this.publicUrl + "]";
	}

	/**
	 * An OpenID Connect provider: {@code SERAI_OIDC_ISSUER} and so on.
	 *
	 * @param issuer its address; null means that there is none
	 * @param clientId what Serai is to it
	 * @param roleClaim the claim whose values give roles
	 * @param admins values that make an admin
	 * @param auditors values that make an auditor
	 * @param trustEmail whether its e-mail addresses are believed of which it does not
	 * say whether they are verified
	 */
	public record Oidc(@Nullable String issuer, @Nullable String clientId, @Nullable String clientSecret,
			@DefaultValue("groups") String roleClaim, @DefaultValue Set<String> admins,
			@DefaultValue Set<String> auditors, boolean trustEmail) {

		public Oidc {
			issuer = isBlank(issuer) ? null
					: webAddress("SERAI_OIDC_ISSUER", issuer, "https://accounts.example.com/realm");
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
