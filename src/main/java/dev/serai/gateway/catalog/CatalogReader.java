package dev.serai.gateway.catalog;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Reads the catalog from {@code providers.yaml} and {@code models.yaml}. Both are checked
 * whole, once; a catalog that came out of it needs no further checks. A file that is not
 * in the operator's directory is taken from what is built in.
 */
public final class CatalogReader {

	private final Path directory;

	/**
	 * A reader.
	 * @param directory the operator's configuration; need not exist
	 */
	public CatalogReader(Path directory) {
		this.directory = directory;
	}

	/**
	 * Reads everything.
	 * @param environment what references in {@code providers.yaml} stand for
	 * @param simulator gives the base URL of a simulator for a wire protocol, in the form
	 * that this protocol's SDKs use; asked only when no provider is configured. Null when
	 * there is no simulator: the catalog may then be empty.
	 * @throws InvalidConfiguration when something is wrong in either file
	 */
	public Catalog read(Map<String, String> environment, @Nullable Function<String, URI> simulator) {
		ConfigFile providersFile = ConfigFile.find(this.directory, "providers.yaml");
		Map<String, Optional<Provider>> providers = providersFile.as(ProvidersFile.class)
			.resolve(providersFile, environment, simulator);
		ConfigFile modelsFile = ConfigFile.find(this.directory, "models.yaml");
		return new Catalog(modelsFile.as(ModelsFile.class).resolve(modelsFile, providers));
	}

}
