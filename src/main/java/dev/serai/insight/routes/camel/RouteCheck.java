package dev.serai.insight.routes.camel;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import dev.serai.platform.start.CannotStart;
import dev.serai.platform.start.RequiredRoutes;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.ProcessorFactory;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.apache.camel.support.PluginHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ListableBeanFactory;

/**
 * Checks all routes, built-in ones and the integration team's, after they have been
 * loaded and before the first of them starts: where their steps lead, which Camel itself
 * would only notice when a call gets there. {@link RouteFailures} explains what Camel
 * notices when it creates them.
 */
final class RouteCheck implements CamelContextConfiguration {

	private static final Logger LOG = LoggerFactory.getLogger(RouteCheck.class);

	static final String FIX = "Fix the file, or move it away to start with the built-in routes.";

	private static final int MOST_FAULTS = 5;

	private final OperatorRoutes operatorRoutes;

	private final ListableBeanFactory beans;

	private final List<RequiredRoutes> required;

	/**
	 * @param required what the configuration's files refer to
	 */
	RouteCheck(OperatorRoutes operatorRoutes, List<RequiredRoutes> required, ListableBeanFactory beans) {
		this.operatorRoutes = operatorRoutes;
		this.required = required;
		this.beans = beans;
	}

	@Override
	public void beforeApplicationStart(CamelContext context) {
		ModelCamelContext model = (ModelCamelContext) context;
		check(model);
		model.getCamelContextExtension()
			.addContextPlugin(ProcessorFactory.class, new RouteFailures(model, PluginHelper.getProcessorFactory(model),
					List.of(this.beans.getBeanDefinitionNames())));
	}

	/**
	 * Checks where the steps lead.
	 * @throws CannotStart when something cannot work
	 */
	void check(ModelCamelContext model) {
		RouteTargets targets = new RouteTargets(model);
		OwnEndpoints endpoints = new OwnEndpoints(targets);
		List<String> faults = new ArrayList<>();
		List<String> warnings = new ArrayList<>();
		for (RouteDefinition route : model.getRouteDefinitions()) {
			faults.addAll(targets.faults(route));
			if (this.operatorRoutes.own(route)) {
				warnings.addAll(targets.warnings(route));
				faults.addAll(endpoints.faults(route));
				warnings.addAll(endpoints.warnings(route));
			}
		}
		for (RouteConfigurationDefinition shared : model.getRouteConfigurationDefinitions()) {
			if (!PreviousNames.isOf(shared)) {
				faults.addAll(targets.faults(shared));
			}
		}
		warnings.forEach(LOG::warn);
		this.required.forEach(routes -> routes.byAddress().forEach((address, error) -> {
			if (targets.at(address) == null) {
				throw error.apply(targets.hint(address));
			}
		}));
		if (!faults.isEmpty()) {
			throw new CannotStart(faults.stream().limit(MOST_FAULTS).collect(Collectors.joining("\n")), FIX);
		}
	}

	@Override
	public void afterApplicationStart(CamelContext context) {
		// Everything is checked before the start.
	}

}
