package dev.serai.insight.alert.camel;

import dev.serai.insight.alert.Channel;
import dev.serai.insight.alert.Channels;
import dev.serai.platform.start.CannotStart;
import org.apache.camel.CamelContext;

/** Checks that each channel of the type {@code route} has its route. */
final class AlertRoutes {

	private final Channels channels;

	AlertRoutes(Channels channels) {
		this.channels = channels;
	}

	/**
	 * @throws CannotStart when a route is missing
	 */
	void check(CamelContext context) {
		for (Channels.Entry entry : this.channels.all()) {
			String uri = "direct://alert-" + entry.name();
			if (entry.channel().orElse(null) instanceof Channel.Own && context.getRoutes()
				.stream()
				.noneMatch(route -> route.getEndpoint().getEndpointUri().equals(uri))) {
				throw new CannotStart(
						"The channel " + entry.name() + " is of the type route, but no route begins with direct:alert-"
								+ entry.name(),
						"Add the route to config/routes, or take the channel out of alerts.yaml.");
			}
		}
	}

}
