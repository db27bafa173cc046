package dev.serai.boot;

import java.nio.file.Path;

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
 */
@ConfigurationProperties("serai")
public record SeraiProperties(@DefaultValue("./data") Path dataDir, @DefaultValue("./config") Path configDir,
		@Nullable String adminKey, @Nullable String keyPepper) {

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

}
