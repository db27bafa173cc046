package dev.serai.app.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.serai.admin.people.config.SignInProperties;
import dev.serai.app.SettingNames;
import dev.serai.app.StartSummary;
import dev.serai.gateway.access.config.AccessProperties;
import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.simulator.LazySimulator;
import dev.serai.platform.config.DirectoryProperties;
import dev.serai.platform.config.PublicUrlProperties;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/** Wires the log of the start and the analysis of its failures. */
@Configuration(proxyBeanMethods = false)
class StartConfiguration {

	/** Before anything is started. */
	@Bean
	static BeanFactoryPostProcessor settingNames(ConfigurableEnvironment environment) {
		return beans -> {
			Map<Class<?>, String> settings = new LinkedHashMap<>();
			for (String name : beans.getBeanNamesForAnnotation(ConfigurationProperties.class)) {
				Class<?> type = beans.getType(name);
				ConfigurationProperties annotation = beans.findAnnotationOnBean(name, ConfigurationProperties.class);
				if (type != null && type.isRecord() && annotation != null) {
					settings.put(type, annotation.value());
				}
			}
			Path configDir = Path.of(environment.getProperty("serai.config-dir", "./config"));
			new SettingNames(settings, configDir).check(environment);
		};
	}

	@Bean
	StartSummary startNews(DirectoryProperties directories, AccessProperties access, Catalog catalog,
			LazySimulator simulator, PublicUrlProperties publicUrl, SignInProperties signIn, Environment environment) {
		return new StartSummary(directories, access.adminKey() != null, catalog, simulator.isRunning(), publicUrl,
				signIn, environment);
	}

}
