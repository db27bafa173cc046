package dev.serai.boot;

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
 * @param maxAnswerBytes the largest unstreamed answer that is taken from a provider
 * @param nodes how many nodes share limits at the least, this one included: the share of
 * each while Redis has not been reached yet
 * @param assumedOutputTokens reserved of a limit of tokens for the answer of a call that
 * does not say how many it may have
 * @param simulator how the simulated providers behave
 */
@ConfigurationProperties("serai")
public record SeraiProperties(@DefaultValue("./data") Path dataDir, @DefaultValue("./config") Path configDir,
		@Nullable String adminKey, @Nullable String keyPepper, @DefaultValue("4096") int maxCalls,
		@DefaultValue("33554432") int maxRequestBytes, @DefaultValue("67108864") int maxAnswerBytes,
		@DefaultValue("1") int nodes, @DefaultValue("1000") int assumedOutputTokens,
		@DefaultValue Simulated simulator) {

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
