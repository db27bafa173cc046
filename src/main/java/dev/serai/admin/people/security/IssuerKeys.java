package dev.serai.admin.people.security;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.serai.platform.clock.NanoClock;
import org.jspecify.annotations.Nullable;

/**
 * Caches the signing keys of the OpenID Connect provider. They are fetched again after
 * five minutes, and when a token is signed with an unknown key.
 */
final class IssuerKeys implements JWKSource<SecurityContext> {

	private static final Duration FRESH = Duration.ofMinutes(5);

	private final SharedRequest<Keys> request;

	private final NanoClock nanoClock;

	private volatile @Nullable Keys known;

	IssuerKeys(IssuerRequests requests, String url, NanoClock nanoClock) {
		this.nanoClock = nanoClock;
		this.request = new SharedRequest<>(() -> {
			IssuerRequests.Answer answer = requests.get(url);
			if (!answer.isGood()) {
				throw new IssuerUnavailable(url + " answered " + answer.getStatusCode().value());
			}
			Keys keys = new Keys(JWKSet.parse(new String(answer.body(), StandardCharsets.UTF_8)),
					nanoClock.getAsLong());
			this.known = keys;
			return keys;
		});
	}

	@Override
	public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
		Keys keys = this.known;
		if (keys != null && this.nanoClock.getAsLong() - keys.since() < FRESH.toNanos()) {
			List<JWK> found = selector.select(keys.set());
			if (!found.isEmpty()) {
				return found;
			}
		}
		try {
			return selector.select(this.request.answer().set());
		}
		catch (IssuerUnavailable ex) {
			if (ex.getCause() instanceof ParseException unreadable) {
				throw new KeySourceException("The provider's keys cannot be read", unreadable);
			}
			throw new KeySourceException("The provider's keys cannot be had", ex);
		}
	}

	/**
	 * @param since nanoseconds of the clock
	 */
	private record Keys(JWKSet set, long since) {
	}

}
