package dev.serai.admin.people.security;

import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.serai.platform.clock.NanoClock;

import org.springframework.core.convert.converter.Converter;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.converter.ClaimTypeConverter;
import org.springframework.security.oauth2.core.oidc.StandardClaimNames;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Decodes identity tokens. A token must be signed with one of the provider's public keys,
 * by any asymmetric algorithm, for this client, and be within its validity. Unsigned
 * tokens and shared secrets are rejected. Claims about the person are kept unchanged.
 */
final class IdTokens implements JwtDecoderFactory<ClientRegistration> {

	private static final Set<JWSAlgorithm> ALGORITHMS = Arrays.stream(SignatureAlgorithm.values())
		.map(algorithm -> JWSAlgorithm.parse(algorithm.getName()))
		.collect(Collectors.toUnmodifiableSet());

	private static final ObjectMapper JSON = JsonMapper.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.build();

	private final IssuerRequests requests;

	private final Clock clock;

	private final NanoClock nanoClock;

	/** One decoder for each provider, because it caches the provider's keys. */
	private final Map<String, JwtDecoder> decoders = new ConcurrentHashMap<>();

	IdTokens(IssuerRequests requests, Clock clock, NanoClock nanoClock) {
		this.requests = requests;
		this.clock = clock;
		this.nanoClock = nanoClock;
	}

	@Override
	public JwtDecoder createDecoder(ClientRegistration registration) {
		return this.decoders.computeIfAbsent(registration.getRegistrationId(), id -> decoder(registration));
	}

	private JwtDecoder decoder(ClientRegistration registration) {
		DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
		processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS,
				new IssuerKeys(this.requests, registration.getProviderDetails().getJwkSetUri(), this.nanoClock)));
		// The decoder's validators check the claims.
		processor.setJWTClaimsSetVerifier((claims, context) -> {
		});
		NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
		JwtTimestampValidator times = new JwtTimestampValidator();
		times.setClock(this.clock);
		OidcIdTokenValidator claims = new OidcIdTokenValidator(registration);
		claims.setClock(this.clock);
		decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(times, claims));
		decoder.setClaimSetConverter(new ClaimTypeConverter(converters()));
		return token -> {
			try {
				mustNameOneSubject(token);
				return decoder.decode(token);
			}
			catch (JwtException ex) {
				throw ex;
			}
			catch (RuntimeException ex) {
				// A claim has an invalid type or form.
				throw new BadJwtException("The identity token's claims cannot be read", ex);
			}
		};
	}

	/**
	 * Converts only the token's own claims; those about the person are kept unchanged.
	 */
	private static Map<String, Converter<Object, ?>> converters() {
		Map<String, Converter<Object, ?>> converters = new HashMap<>(
				OidcIdTokenDecoderFactory.createDefaultClaimTypeConverters());
		converters.keySet()
			.removeAll(Set.of(StandardClaimNames.EMAIL_VERIFIED, StandardClaimNames.PHONE_NUMBER_VERIFIED,
					StandardClaimNames.UPDATED_AT));
		return converters;
	}

	/**
	 * Rejects numeric, duplicate and blank subjects: the library converts a number to
	 * text and uses the last of two claims, so either could be read as another person.
	 */
	private static void mustNameOneSubject(String token) {
		String[] parts = token.split("\\.", -1);
		try {
			JsonNode claims = JSON.readTree((parts.length == 3) ? Base64URL.from(parts[1]).decode() : new byte[0]);
			if (!claims.isObject() || !claims.path("sub").isTextual() || claims.path("sub").asText().isBlank()) {
				throw new BadJwtException("The identity token's subject is no text");
			}
		}
		catch (IOException ex) {
			throw new BadJwtException("The identity token cannot be read", ex);
		}
	}

}
