package dev.serai.gateway.access.config;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

import dev.serai.gateway.access.AddressBlock;
import dev.serai.gateway.access.AdminAuthenticator;
import dev.serai.gateway.access.Authenticator;
import dev.serai.gateway.access.Guesses;
import dev.serai.gateway.access.KeyCache;
import dev.serai.gateway.access.KeyDirectory;
import dev.serai.gateway.access.KeyMaker;
import dev.serai.gateway.access.Origins;
import dev.serai.gateway.access.Pepper;
import dev.serai.gateway.access.PepperCheck;
import dev.serai.gateway.access.Peppers;
import dev.serai.gateway.http.tomcat.ConnectionCounts;
import dev.serai.platform.clock.NanoClock;
import dev.serai.platform.config.DirectoryProperties;
import dev.serai.platform.config.Recurring;
import dev.serai.platform.database.AfterMigration;
import dev.serai.platform.start.CannotStart;
import dev.serai.platform.start.PrivateFile;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Creates the beans of authentication, and the secrets that it needs. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessProperties.class)
public class AccessConfiguration {

	private static final SecureRandom RANDOM = new SecureRandom();

	@Bean
	Peppers peppers(DirectoryProperties directories, AccessProperties access) {
		Path file = directories.dataDir().resolve("pepper");
		String pepper = (access.keyPepper() != null) ? access.keyPepper()
				: kept(file, Base64.getEncoder().encodeToString(random(Pepper.LENGTH)));
		return new Peppers(
				usable((access.keyPepper() != null) ? "SERAI_KEY_PEPPER" : file.toString(), pepper, Pepper::of),
				access.keyPepperPrevious()
					.stream()
					.map(previous -> usable("SERAI_KEY_PEPPER_PREVIOUS", previous, Pepper::of))
					.toList());
	}

	@Bean
	AdminAuthenticator adminAuthenticator(DirectoryProperties directories, AccessProperties access, Guesses guesses) {
		Path file = directories.dataDir().resolve("admin.key");
		String key = (access.adminKey() != null) ? access.adminKey()
				: kept(file, "sk-admin-" + HexFormat.of().formatHex(random(24)));
		return usable((access.adminKey() != null) ? "SERAI_ADMIN_KEY" : file.toString(), key,
				text -> new AdminAuthenticator(text, guesses));
	}

	@Bean
	KeyMaker keyMaker(Peppers peppers, Clock clock) {
		return new KeyMaker(peppers, Clock.tick(clock, Duration.ofMillis(1)));
	}

	@Bean
	KeyCache keyCache(KeyDirectory keys, Clock clock, NanoClock nanoClock) {
		return new KeyCache(keys, clock, nanoClock);
	}

	@Bean
	Guesses guesses(NanoClock nanoClock) {
		return new Guesses(nanoClock);
	}

	@Bean
	MeterBinder authFailures(Guesses guesses) {
		return meters -> {
			failures(meters, guesses, "no_key", Guesses::malformed);
			failures(meters, guesses, "wrong_key", Guesses::wrong);
			failures(meters, guesses, "slowed", Guesses::slowed);
		};
	}

	private static void failures(MeterRegistry meters, Guesses guesses, String reason,
			ToDoubleFunction<Guesses> count) {
		FunctionCounter.builder("serai.auth.failures", guesses, count)
			.tag("reason", reason)
			.description("Calls that were refused because of their key")
			.register(meters);
	}

	/** Refreshes the keys in memory and logs guesses. */
	@Bean
	Recurring keyNews(KeyCache keyCache, Guesses guesses) {
		return new Recurring("key-news").every(KeyCache.REFRESH_INTERVAL, keyCache::refresh)
			.every(Guesses.REPORT_INTERVAL, guesses::report);
	}

	@Bean
	ConnectionCounts connectionCounts() {
		return new ConnectionCounts();
	}

	/** Logs refused and closed connections. */
	@Bean
	Recurring connectionNews(ConnectionCounts counts) {
		return new Recurring("connection-news").every(ConnectionCounts.REPORT_INTERVAL, counts::report);
	}

	@Bean
	Authenticator authenticator(KeyCache keyCache, Peppers peppers, Guesses guesses, Clock clock) {
		return new Authenticator(keyCache, peppers, guesses, clock);
	}

	@Bean
	Origins origins(AccessProperties access) {
		return new Origins(
				access.trustedProxies().stream().flatMap(block -> AddressBlock.parse(block).stream()).toList());
	}

	@Bean
	@Order(1)
	AfterMigration pepperCheck(KeyDirectory keys, Peppers peppers) {
		return new PepperCheck(keys, peppers)::run;
	}

	/** Names the source of an invalid secret in the error. */
	private static <T> T usable(String source, String secret, Function<String, T> use) {
		try {
			return use.apply(secret);
		}
		catch (IllegalArgumentException ex) {
			throw new CannotStart(ex.getMessage() + ".",
					"Set " + source + " to another value. Made with: openssl rand -base64 32");
		}
	}

	private static String kept(Path file, String fresh) {
		return new PrivateFile(file).readOrCreate(() -> fresh);
	}

	private static byte[] random(int length) {
		byte[] bytes = new byte[length];
		RANDOM.nextBytes(bytes);
		return bytes;
	}

}
