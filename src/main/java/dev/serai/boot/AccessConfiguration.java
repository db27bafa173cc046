package dev.serai.boot;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Function;

import dev.serai.access.AdminAuthenticator;
import dev.serai.access.Authenticator;
import dev.serai.access.KeyCache;
import dev.serai.access.KeyDirectory;
import dev.serai.access.KeyMaker;
import dev.serai.access.Pepper;
import dev.serai.access.TeamDirectory;
import dev.serai.store.Database;
import dev.serai.store.JdbcKeys;
import dev.serai.store.JdbcTeams;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who may call, and the secrets that this rests on. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

	private static final SecureRandom RANDOM = new SecureRandom();

	@Bean
	TeamDirectory teams(Database database) {
		return new JdbcTeams(database);
	}

	@Bean
	KeyDirectory keys(Database database) {
		return new JdbcKeys(database);
	}

	@Bean
	Pepper pepper(SeraiProperties serai) {
		Path file = serai.dataDir().resolve("pepper");
		String pepper = (serai.keyPepper() != null) ? serai.keyPepper()
				: kept(file, Base64.getEncoder().encodeToString(random(Pepper.LENGTH)));
		return usable((serai.keyPepper() != null) ? "SERAI_KEY_PEPPER" : file.toString(), pepper, Pepper::of);
	}

	@Bean
	AdminAuthenticator adminAuthenticator(SeraiProperties serai) {
		Path file = serai.dataDir().resolve("admin.key");
		String key = (serai.adminKey() != null) ? serai.adminKey()
				: kept(file, "sk-admin-" + HexFormat.of().formatHex(random(24)));
		return usable((serai.adminKey() != null) ? "SERAI_ADMIN_KEY" : file.toString(), key, AdminAuthenticator::new);
	}

	@Bean
	KeyMaker keyMaker(Pepper pepper) {
		return new KeyMaker(pepper, Clock.systemUTC());
	}

	@Bean
	KeyCache keyCache(KeyDirectory keys) {
		return new KeyCache(keys, Clock.systemUTC());
	}

	@Bean
	KeyNews keyNews(KeyCache keyCache) {
		return new KeyNews(keyCache);
	}

	@Bean
	Authenticator authenticator(KeyCache keyCache, Pepper pepper) {
		return new Authenticator(keyCache, pepper, Clock.systemUTC());
	}

	@Bean
	FirstStart firstStart(TeamDirectory teams, KeyDirectory keys, KeyMaker keyMaker, SeraiProperties serai,
			ObjectProvider<FirstAdmin> firstAdmin) {
		return new FirstStart(teams, keys, keyMaker, serai.dataDir(), () -> firstAdmin.ifAvailable(FirstAdmin::run),
				Clock.systemUTC());
	}

	/** Says where a secret comes from that is of no use. */
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
