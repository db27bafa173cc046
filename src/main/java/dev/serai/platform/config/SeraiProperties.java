package dev.serai.platform.config;

import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Serai's own settings. Their environment variables are {@code SERAI_DATA_DIR},
 * {@code SERAI_CONFIG_DIR}, {@code SERAI_ADMIN_KEY} and {@code SERAI_KEY_PEPPER}.
 *
 * @param dataDir what Serai keeps between runs
 * @param configDir what an operator edits
 * @param adminKey the key to the admin API; null means the one in the data directory
 * @param keyPepper Base64 of at least 32 bytes under which callers' keys are hashed; null
 * means the one in the data directory. Nodes that share a database share a pepper
 * @param maxCalls calls at a time; more are refused with 503
 * @param maxRequestBytes the largest request
 * @param uploadTimeout how long a request's body may take to come
 * @param maxAnswerBytes the largest unstreamed answer that is taken from a provider
 * @param cache how much the cache of answers keeps
 * @param idempotency how long and how much is kept under callers' idempotency keys
 * @param nodes how many nodes share limits at the least, this one included: the share of
 * each while Redis has not been reached yet
 * @param assumedOutputTokens reserved of a limit of tokens for the answer of a call that
 * does not say how many it may have
 * @param simulator how the simulated providers behave
 * @param journal where records are before they are in the database
 */
@ConfigurationProperties("serai")
public record SeraiProperties(@DefaultValue("./data") Path dataDir, @DefaultValue("./config") Path configDir,
		@Nullable String adminKey, @Nullable String keyPepper, @DefaultValue("4096") int maxCalls,
		@DefaultValue("33554432") int maxRequestBytes, @DefaultValue("60s") Duration uploadTimeout,
		@DefaultValue("67108864") int maxAnswerBytes, @DefaultValue Cache cache, @DefaultValue Idempotency idempotency,
		@DefaultValue("1") int nodes, @DefaultValue("1000") int assumedOutputTokens, @DefaultValue Simulated simulator,
		@DefaultValue Journal journal) {

	public SeraiProperties {
		dataDir = dataDir.toAbsolutePath().normalize();
		configDir = configDir.toAbsolutePath().normalize();
		adminKey = (adminKey == null || adminKey.isBlank()) ? null : adminKey.strip();
		keyPepper = (keyPepper == null || keyPepper.isBlank()) ? null : keyPepper.strip();
	}

	@Override
	public String toString() {
		return "SeraiProperties[dataDir=" + this.dataDir + ", configDir=" + this.configDir + "]";
	}

	/**
	 * Records on disk, in the data directory, until they are in the database.
	 *
	 * @param maxBytes how much of the disk they may take, at least 4 MiB; calls are
	 * refused with 503 when that is full
	 * @param sync when they are forced to the device: {@code interval}, some 20 times a
	 * second, or {@code always}, before each answer is complete
	 */
	public record Journal(@DefaultValue("1073741824") long maxBytes, @DefaultValue("interval") Sync sync) {

		/** When records are forced to the device. */
		public enum Sync {

			/** Some 20 times a second. */
			INTERVAL,
			/** Before each answer is complete. */
			ALWAYS

		}

	}

	/**
	 * How much the cache of answers keeps.
	 *
	 * @param maxBytes of all answers together, in this program's memory; where there is a
	 * Redis, answers are there instead
	 * @param maxAnswerBytes the largest answer that is kept
	 */
	public record Cache(@DefaultValue("67108864") long maxBytes, @DefaultValue("1048576") int maxAnswerBytes) {
	}

	/**
	 * What is kept under idempotency keys.
	 *
	 * @param keepFor how long a key stands for its first call
	 * @param maxAnswerBytes the largest answer that is kept
	 */
	public record Idempotency(@DefaultValue("24h") Duration keepFor, @DefaultValue("4194304") int maxAnswerBytes) {
	}

	/**
	 * How the simulated providers behave, which stand in when no provider is configured.
	 *
	 * @param firstToken the wait for the first token
	 * @param tokensPerSecond the pace from then on
	 * @param failureRate the share of requests that fail, 0 to 1
	 */
	public record Simulated(@DefaultValue("120ms") Duration firstToken, @DefaultValue("60") int tokensPerSecond,
			@DefaultValue("0") double failureRate) {
	}

}
