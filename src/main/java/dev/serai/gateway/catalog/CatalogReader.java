package dev.serai.gateway.catalog;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Reads the catalog from {@code providers.yaml} and {@code models.yaml}. Both files are
 * checked completely, so that the catalog needs no further checks. A file that is not in
 * the operator's directory is replaced by the built-in one.
 */
public final class CatalogReader {

	private final Path directory;

	/**
	 * @param directory the operator's configuration; need not exist
	 */
	public CatalogReader(Path directory) {
		this.directory = directory;
	}

	/**
	 * Reads the catalog.
	 * @param environment the variables that {@code providers.yaml} may refer to
	 * @param simulator returns the base URL of a simulator for a wire protocol, in the
	 * form that this protocol's SDKs use; called only when no provider is configured.
	 * Null when there is no simulator: the catalog may then be empty.
	 * @throws InvalidConfiguration when either file is invalid
	 */
	public Catalog read(Map<String, String> environment, @Nullable Function<String, URI> simulator) {
		ConfigFile providersFile = ConfigFile.find(this.directory, "providers.yaml");
		Map<String, Optional<Provider>> providers = providersFile.as(ProvidersFile.class)
			.resolve(providersFile, environment, simulator);
		ConfigFile modelsFile = ConfigFile.find(this.directory, "models.yaml");
		ModelsFile models = modelsFile.as(ModelsFile.class);
		return new Catalog(models.resolve(modelsFile, providers),
				new Catalog.Listed(models.names(), providers.keySet()));
	}

}
