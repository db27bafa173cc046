package dev.serai.platform.config;

import java.nio.file.Path;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Serai keeps and finds its files.
 *
 * @param dataDir what Serai keeps between runs ({@code SERAI_DATA_DIR})
 * @param configDir what an operator edits ({@code SERAI_CONFIG_DIR})
 */
@ConfigurationProperties("serai")
public record DirectoryProperties(@DefaultValue("./data") Path dataDir, @DefaultValue("./config") Path configDir) {

	public DirectoryProperties {
		dataDir = dataDir.toAbsolutePath().normalize();
		configDir = configDir.toAbsolutePath().normalize();
	}

}
