package dev.serai.app;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import dev.serai.platform.error.NearestName;
import dev.serai.platform.start.CannotStart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Finds misspelt settings. An option or property {@code serai.…} must be one of Serai's.
 * In the environment other variables may begin with {@code SERAI_}, too: those that the
 * configuration refers to, and those that Kubernetes sets. There only a name that is
 * almost one of Serai's is refused.
 */
public final class SettingNames {

	private static final Logger LOG = LoggerFactory.getLogger(SettingNames.class);

	private static final String PREFIX = "serai.";

	/** Read by application.yaml. */
	private static final String LOG_FORMAT = "serai.log-format";

	/** Settings by their letters and digits alone, without the prefix. */
	private final Map<String, String> known = new LinkedHashMap<>();

	private final Path configDir;

	/**
	 * @param settings the records that settings are bound to, by prefix
	 * @param configDir the configuration, which may refer to variables
	 */
	public SettingNames(Map<Class<?>, String> settings, Path configDir) {
		this.configDir = configDir;
		settings.forEach((type, prefix) -> add(prefix, type));
		this.known.put(compared(LOG_FORMAT), LOG_FORMAT);
	}

	private void add(String prefix, Class<?> type) {
		for (RecordComponent component : type.getRecordComponents()) {
			String name = prefix + "." + kebab(component.getName());
			if (component.getType().isRecord()) {
				add(name, component.getType());
			}
			else {
				this.known.put(compared(name), name);
			}
		}
	}

	/**
	 * Checks all settings.
	 * @throws CannotStart when one does not exist
	 */
	public void check(ConfigurableEnvironment environment) {
		for (PropertySource<?> source : environment.getPropertySources()) {
			boolean open = source.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME)
					|| source.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
			if (source instanceof EnumerablePropertySource<?> names) {
				for (String name : names.getPropertyNames()) {
					if (isOurs(name) && !this.known.containsKey(compared(name))) {
						check(name, open);
					}
				}
			}
		}
	}

	private void check(String name, boolean open) {
		Collection<String> letters = this.known.keySet();
		boolean near = NearestName.of(compared(name), letters).isPresent();
		if (open ? near && !isReferredTo(name) : !isVariable(name) || near && !isReferredTo(name)) {
			String hint = NearestName.of(compared(name), letters)
				.map(this.known::get)
				.map(right -> isVariable(name) ? variable(right) : right)
				.map(right -> "; did you mean " + right + "?")
				.orElse(".");
			throw new CannotStart("There is no setting " + name + hint,
					"Correct or remove it; docs/configuration.md lists the settings.");
		}
	}

	/** Whether a file of the configuration contains a variable's name. */
	private boolean isReferredTo(String name) {
		if (!Files.isDirectory(this.configDir)) {
			return false;
		}
		try (Stream<Path> files = Files.walk(this.configDir, 2)) {
			return files.filter(file -> file.toString().endsWith(".yaml")).anyMatch(file -> contains(file, name));
		}
		catch (IOException ex) {
			LOG.debug("The configuration cannot be searched", ex);
			return true;
		}
	}

	private static boolean contains(Path file, String name) {
		try {
			return Files.readString(file).contains(name);
		}
		catch (IOException ex) {
			LOG.debug("{} cannot be read", file, ex);
			return false;
		}
	}

	private static boolean isOurs(String name) {
		return name.startsWith(PREFIX) || name.startsWith("SERAI_");
	}

	private static boolean isVariable(String name) {
		return name.startsWith("SERAI_");
	}

	/** {@code serai.max-calls}, {@code serai.maxCalls} and SERAI_MAX_CALLS are one. */
	private static String compared(String name) {
		return name.substring(PREFIX.length())
			.replaceAll("\\[\\d+]|_\\d+_?$", "")
			.replaceAll("[^a-zA-Z0-9]", "")
			.toLowerCase(Locale.ROOT);
	}

	private static String variable(String name) {
		return name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
	}

	private static String kebab(String name) {
		return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
	}

}
