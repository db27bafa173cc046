package dev.serai.admin.people;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/**
 * The claims of an OpenID Connect provider from two sources: the identity token and the
 * userinfo endpoint. Related claims are taken from one source, the identity token first:
 * an e-mail address never gets its verification from the other source. Claims are
 * accepted unchanged or rejected, never repaired.
 *
 * @param idToken the identity token's claims as JSON values
 * @param userInfo the userinfo endpoint's claims; empty when it was not called
 */
public record OidcClaims(Map<String, Object> idToken, Map<String, Object> userInfo) {

	private static final int LONGEST_SUBJECT = 255;

	private static final String SUBJECT = "sub";

	private static final String EMAIL = "email";

	private static final String VERIFIED = "email_verified";

	/**
	 * Returns the person's identity.
	 * @param issuer the issuer of the identity token
	 * @param trustUnsaid whether an address counts as verified when the provider does not
	 * state it
	 * @throws CallRefused 401 {@code oidc_refused} for claims of a wrong type or form,
	 * 403 {@code email_invalid}
	 */
	public OidcSignIn.Identity identity(String issuer, boolean trustUnsaid) {
		Map<String, Object> source = source(EMAIL);
		String email = text(source, EMAIL);
		return new OidcSignIn.Identity(issuer + " " + subject(), address(email), isVerified(source, trustUnsaid),
				text(source("name"), "name"));
	}

	/**
	 * Returns the values that give roles, without blank ones.
	 * @param claim its name
	 * @throws CallRefused 401 {@code oidc_refused} for anything but texts
	 */
	public List<String> roles(String claim) {
		Object value = source(claim).get(claim);
		List<String> roles = new ArrayList<>();
		for (Object one : (value instanceof Collection<?> several) ? several
				: (value != null) ? List.of(value) : List.of()) {
			if (!(one instanceof String role)) {
				throw refused("The claim '" + claim + "' must be a text or a list of texts.");
			}
			if (!role.isBlank()) {
				roles.add(role);
			}
		}
		return roles;
	}

	private String subject() {
		String subject = text(this.idToken, SUBJECT);
		if (subject == null || subject.isBlank() || !subject.equals(subject.strip())
				|| subject.length() > LONGEST_SUBJECT || !subject.chars().allMatch(c -> c >= ' ' && c < 127)) {
			throw refused("The claim 'sub' must be 1 to " + LONGEST_SUBJECT + " ASCII characters.");
		}
		if (!this.userInfo.isEmpty() && !subject.equals(this.userInfo.get(SUBJECT))) {
			throw refused("The userinfo endpoint returned another person than the identity token.");
		}
		return subject;
	}

	private static @Nullable String address(@Nullable String email) {
		if (email != null && Person.email(email) == null) {
			throw ApiError
				.of(403, "permission_error", "email_invalid",
						"The e-mail address from the sign-in provider is not valid. Correct it there.")
				.refused();
		}
		return email;
	}

	/** Some providers send the boolean as a text. */
	private static boolean isVerified(Map<String, Object> source, boolean trustUnsaid) {
		if (!source.containsKey(VERIFIED)) {
			return trustUnsaid;
		}
		Object verified = source.get(VERIFIED);
		if (verified == null || verified.equals(false) || verified.equals("false")) {
			return false;
		}
		if (verified.equals(true) || verified.equals("true")) {
			return true;
		}
		throw refused("The claim 'email_verified' must be true or false.");
	}

	/** Returns the source of a claim and all related ones. */
	private Map<String, Object> source(String claim) {
		return (this.idToken.get(claim) != null) ? this.idToken : this.userInfo;
	}

	private static @Nullable String text(Map<String, Object> source, String claim) {
		Object value = source.get(claim);
		if (value == null) {
			return null;
		}
		if (!(value instanceof String text)) {
			throw refused("The claim '" + claim + "' must be a text.");
		}
		return text;
	}

	private static CallRefused refused(String why) {
		return ApiError
			.of(401, "authentication_error", "oidc_refused", "The sign-in provider's answer was not accepted. " + why)
			.refused();
	}

	@Override
	public String toString() {
		return "OidcClaims[]";
	}

}
