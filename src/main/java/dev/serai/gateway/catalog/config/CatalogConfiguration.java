package dev.serai.gateway.catalog.config;

import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.catalog.CatalogReader;
import dev.serai.gateway.simulator.LazySimulator;
import dev.serai.platform.config.DirectoryProperties;
import dev.serai.platform.config.Settings;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** Creates the catalog from the configuration. */
@Configuration(proxyBeanMethods = false)
class CatalogConfiguration {

	@Bean
	Catalog catalog(DirectoryProperties directories, LazySimulator simulator, ConfigurableEnvironment environment) {
		return new CatalogReader(directories.configDir()).read(new Settings(environment).asMap(), simulator);
	}

}
