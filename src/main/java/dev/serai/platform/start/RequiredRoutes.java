package dev.serai.platform.start;

import java.util.Map;
import java.util.function.Function;

/** Routes of the integration team that a configuration file refers to. */
@FunctionalInterface
public interface RequiredRoutes {

	/**
	 * Returns by the address at which a route must begin, such as
	 * {@code direct:alert-pager}, the error that ends the start when none does. It is
	 * made of the end of its message: the nearest address, if any.
	 */
	Map<String, Function<String, ? extends RuntimeException>> byAddress();

}
