package dev.serai.platform.config;

import java.nio.file.Path;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Serai's directories.
 *
 * @param dataDir files that Serai keeps between runs ({@code SERAI_DATA_DIR})
 * @param configDir files that operators edit ({@code SERAI_CONFIG_DIR})
 */
@ConfigurationProperties("serai")
public record DirectoryProperties(@DefaultValue("./data") Path dataDir, @DefaultValue("./config") Path configDir) {

	public DirectoryProperties {
		dataDir = dataDir.toAbsolutePath().normalize();
		configDir = configDir.toAbsolutePath().normalize();
	}

}
