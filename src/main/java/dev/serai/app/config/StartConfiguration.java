package dev.serai.app.config;

import dev.serai.admin.people.config.SignInProperties;
import dev.serai.app.StartSummary;
import dev.serai.gateway.access.config.AccessProperties;
import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.simulator.LazySimulator;
import dev.serai.platform.config.DirectoryProperties;
import dev.serai.platform.config.PublicUrlProperties;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Wires the log of the start and the analysis of its failures. */
@Configuration(proxyBeanMethods = false)
class StartConfiguration {

	@Bean
	StartSummary startNews(DirectoryProperties directories, AccessProperties access, Catalog catalog,
			LazySimulator simulator, PublicUrlProperties publicUrl, SignInProperties signIn, Environment environment) {
		return new StartSummary(directories, access.adminKey() != null, catalog, simulator.isRunning(), publicUrl,
				signIn, environment);
	}

}
