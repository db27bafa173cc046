package dev.serai.admin.people;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.serai.platform.error.CallRefused;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is taken from a provider's claims, and what is refused. */
class OidcClaimsTest {

	private static final String ISSUER = "https://issuer.example";

	/**
	 * Whatever the two places say: an address is believed by what its own place says of
	 * it, and the identity token's place is the first.
	 */
	@Property
	void anAddressAndItsVerificationComeFromOnePlace(@ForAll("addresses") Object tokenEmail,
			@ForAll("verifications") Object tokenVerified, @ForAll("addresses") Object infoEmail,
			@ForAll("verifications") Object infoVerified, @ForAll boolean trust) {
		Map<String, Object> token = claims(Map.of("sub", "s"), "email", tokenEmail, "email_verified", tokenVerified);
		Map<String, Object> info = claims(Map.of("sub", "s"), "email", infoEmail, "email_verified", infoVerified);
		OidcSignIn.Identity identity = new OidcClaims(token, info).identity(ISSUER, trust);
		Map<String, Object> source = token.containsKey("email") ? token : info;
		assertThat(identity.email()).isEqualTo(source.get("email"));
		assertThat(identity.emailVerified()).isEqualTo(source.getOrDefault("email_verified", trust));
	}

	@Provide
	Arbitrary<Object> addresses() {
		return Arbitraries.of("", "ada@example.com", "admin@example.com");
	}

	@Provide
	Arbitrary<Object> verifications() {
		return Arbitraries.of("", true, false);
	}

	/** What is empty is not there. */
	private static Map<String, Object> claims(Map<String, Object> some, Object... more) {
		Map<String, Object> claims = new HashMap<>(some);
		for (int i = 0; i < more.length; i += 2) {
			if (!more[i + 1].equals("")) {
				claims.put((String) more[i], more[i + 1]);
			}
		}
		return claims;
	}

	@Property
	void aClaimOfAnotherTypeIsRefusedAndNeverAFault(@ForAll("read") String claim, @ForAll("alien") Object value,
			@ForAll boolean inToken) {
		Map<String, Object> token = new HashMap<>(Map.of("sub", "s"));
		Map<String, Object> info = new HashMap<>(Map.of("sub", "s"));
		Map<String, Object> place = inToken ? token : info;
		place.put("email", "ada@example.com");
		place.put("email_verified", true);
		place.put(claim, value);
		OidcClaims claims = new OidcClaims(token, info);
		assertThatThrownBy(() -> {
			claims.identity(ISSUER, true);
			claims.roles("groups");
		}).isInstanceOfSatisfying(CallRefused.class, ex -> assertThat(ex.error().status()).isIn(401, 403));
	}

	@Provide
	Arbitrary<String> read() {
		return Arbitraries.of("sub", "email", "email_verified", "name", "groups");
	}

	@Provide
	Arbitrary<Object> alien() {
		Arbitrary<Object> plain = Arbitraries.of(7, 7L, -1, 0.5, new BigDecimal("1e400"), 1);
		return Arbitraries.oneOf(plain, plain.map(it -> Map.of("a", it)), plain.map(it -> List.of("admins", it)),
				plain.map(it -> List.of(List.of(it))), plain.map(it -> Map.of("email", Map.of("b", List.of(it)))));
	}

	@ParameterizedTest
	@ValueSource(strings = { "admin@example.com\n", "admin@example.com\r\n", "\nadmin@example.com",
			" admin@example.com", "admin@example.com ", "admin@example.com\t", "admin@example.com.",
			"admin@example.com\u0000", "admin\u0000@example.com", "admin@example.com\u2028", "admin@example.com\u00a0",
			"admin@example.com\u200b", "admin@@example.com", "admin@", "@example.com", "", " ", "admin",
			"admin@example..com", "admin@.example.com", "admin@-example.com", ".admin@example.com",
			"admin.@example.com", "a..dmin@example.com", "\"admin\"@example.com", "<admin@example.com>",
			"Admin <admin@example.com>", "admin@example.com,x@y.z", "admin@example.com;x@y.z", "admin(x)@example.com",
			"admin@[127.0.0.1]", "аdmin@example.com", "admin@exаmple.com", "admin@example。com", "ａdmin@example.com",
			"\u212Aim@example.com", "ſam@example.com", "admın@example.com", "admin@example.com\ud800",
			"admin@\u202eexample.com", "%61dmin@example.com\\" })
	void anAddressThatIsNotPlainIsRefused(String email) {
		Map<String, Object> token = Map.of("sub", "s", "email", email, "email_verified", true);
		assertThatThrownBy(() -> new OidcClaims(token, Map.of()).identity(ISSUER, true))
			.isInstanceOfSatisfying(CallRefused.class, ex -> {
				assertThat(ex.error().status()).isEqualTo(403);
				assertThat(ex.error().code()).isEqualTo("email_invalid");
			});
	}

	@Test
	void anAddressThatIsTooLongIsRefused() {
		assertThat(Person.email("a".repeat(64) + "@example.com")).isNotNull();
		assertThat(Person.email("a".repeat(65) + "@example.com")).isNull();
		assertThat(Person.email("a@" + "b".repeat(63) + ".example")).isNotNull();
		assertThat(Person.email("a@" + "b".repeat(64) + ".example")).isNull();
		assertThat(Person.email("a@" + "b.".repeat(200) + "example")).isNull();
	}

	/** The one change that is made: capitals, which mean nothing in an address here. */
	@Property
	void anAddressIsKeptAsItIsOrRefused(@ForAll String text) {
		String email = Person.email(text);
		assertThat(email == null || email.equals(text.toLowerCase(Locale.ROOT)) && text.chars().allMatch(c -> c < 127))
			.isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\n", "sub\n", " sub", "sub\u0000", "s\u00fcb", "\u200b", "a\tb" })
	void aSubjectThatIsNotPlainIsRefused(String subject) {
		assertRefused(Map.of("sub", subject), Map.of());
		assertRefused(Map.of("sub", "s".repeat(256)), Map.of());
		assertRefused(Map.of(), Map.of());
	}

	@ParameterizedTest
	@CsvSource({ "other", "S", "''" })
	void theUserinfoOfAnotherPersonIsRefused(String subject) {
		assertRefused(Map.of("sub", "s"), Map.of("sub", subject, "email", "a@b.c"));
		assertRefused(Map.of("sub", "s"), Map.of("email", "a@b.c"));
		assertRefused(Map.of("sub", "1"), Map.of("sub", 1));
	}

	private static void assertRefused(Map<String, Object> token, Map<String, Object> info) {
		assertThatThrownBy(() -> new OidcClaims(token, info).identity(ISSUER, true))
			.isInstanceOfSatisfying(CallRefused.class, ex -> assertThat(ex.error().status()).isEqualTo(401));
	}

	@Test
	void whatIsSaidOfAnAddressOutweighsTrust() {
		for (Object no : new Object[] { false, "false" }) {
			Map<String, Object> token = Map.of("sub", "s", "email", "a@b.c", "email_verified", no);
			assertThat(new OidcClaims(token, Map.of()).identity(ISSUER, true).emailVerified()).isFalse();
		}
		Map<String, Object> nothing = new HashMap<>(Map.of("sub", "s", "email", "a@b.c"));
		assertThat(new OidcClaims(nothing, Map.of()).identity(ISSUER, true).emailVerified()).isTrue();
		nothing.put("email_verified", null);
		assertThat(new OidcClaims(nothing, Map.of()).identity(ISSUER, true).emailVerified()).isFalse();
	}

	@Test
	void rolesAreTextsThatAreNotBlank() {
		OidcClaims several = new OidcClaims(Map.of("groups", List.of("admins", "", " ", "team:x:owner")), Map.of());
		assertThat(several.roles("groups")).containsExactly("admins", "team:x:owner");
		assertThat(new OidcClaims(Map.of("groups", ""), Map.of()).roles("groups")).isEmpty();
		assertThat(new OidcClaims(Map.of(), Map.of("groups", "admins")).roles("groups")).containsExactly("admins");
		assertThat(new OidcClaims(Map.of(), Map.of()).roles("groups")).isEmpty();
	}

	@Test
	void aBlankNameGrantsNothing() {
		ClaimedRoles roles = new ClaimedRoles(java.util.Set.of("admins", "", " "), java.util.Set.of(""));
		for (String blank : new String[] { "", " ", "\t" }) {
			assertThat(roles.role(List.of(blank))).isEqualTo(dev.serai.gateway.access.Operator.Role.MEMBER);
		}
		assertThat(new ClaimedRoles(java.util.Set.of(""), java.util.Set.of(" ")).role(List.of("")))
			.as("nothing is named")
			.isNull();
	}

}
