package dev.serai.gateway.http.camel;

import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.camel.http.common.HttpConsumer;
import org.apache.camel.http.common.HttpRestServletResolveConsumerStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Finds a request's door by its path as it is written. Camel's own way takes a path in
 * any case and with a slash at its end for the same; here another spelling is nothing.
 * Doors with placeholders in their path are found in Camel's way.
 */
final class ExactDoors extends HttpRestServletResolveConsumerStrategy {

	@Override
	protected @Nullable HttpConsumer doResolve(HttpServletRequest request, String method,
			Map<String, HttpConsumer> doors) {
		String path = request.getPathInfo();
		boolean patterns = false;
		for (HttpConsumer door : doors.values()) {
			String own = door.getPath();
			if (own.equals(path) && takes(door, method)) {
				return door;
			}
			patterns |= own.indexOf('{') >= 0;
		}
		HttpConsumer found = patterns ? super.doResolve(request, method, doors) : null;
		return (found != null && found.getPath().indexOf('{') >= 0) ? found : null;
	}

	private static boolean takes(HttpConsumer door, String method) {
		String methods = door.getEndpoint().getHttpMethodRestrict();
		return methods == null || methods.equals(method)
				|| methods.contains(",") && ("," + methods + ",").contains("," + method + ",");
	}

}
