package dev.serai.platform.config;

import java.util.HashMap;
import java.util.Map;

import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * Resolves references in the configuration: environment variables, and Spring properties
 * of the same names, so that {@code --OPENAI_BASE_URL=…} works as well.
 */
public final class Settings {

	private final ConfigurableEnvironment environment;

	public Settings(ConfigurableEnvironment environment) {
		this.environment = environment;
	}

	public Map<String, String> asMap() {
		Map<String, String> all = new HashMap<>();
		this.environment.getPropertySources().forEach(source -> {
			if (source instanceof EnumerablePropertySource<?> names) {
				for (String name : names.getPropertyNames()) {
					if (isVariable(name)) {
						all.putIfAbsent(name, String.valueOf(names.getProperty(name)));
					}
				}
			}
		});
		return all;
	}

	private static boolean isVariable(String name) {
		return name.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_');
	}

}
