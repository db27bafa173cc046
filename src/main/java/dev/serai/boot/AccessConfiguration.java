package dev.serai.boot;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;

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
		return Pepper.of((serai.keyPepper() != null) ? serai.keyPepper()
				: kept(serai.dataDir().resolve("pepper"), Base64.getEncoder().encodeToString(random(Pepper.LENGTH))));
	}

	@Bean
	AdminAuthenticator adminAuthenticator(SeraiProperties serai) {
		return new AdminAuthenticator((serai.adminKey() != null) ? serai.adminKey()
				: kept(serai.dataDir().resolve("admin.key"), "sk-admin-" + HexFormat.of().formatHex(random(24))));
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
	FirstStart firstStart(TeamDirectory teams, KeyDirectory keys, KeyMaker keyMaker, SeraiProperties serai) {
		return new FirstStart(teams, keys, keyMaker, serai.dataDir(), Clock.systemUTC());
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
