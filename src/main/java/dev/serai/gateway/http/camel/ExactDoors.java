package dev.serai.gateway.http.camel;

import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.camel.http.common.HttpConsumer;
import org.apache.camel.http.common.HttpRestServletResolveConsumerStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Finds a request's door by its path as it is written. Camel's own way takes a path in
 * any case and with a slash at its end for the same; here another spelling is nothing. A
 * part of a door's path in braces stands for any one part; a door without such parts is
 * found first.
 */
final class ExactDoors extends HttpRestServletResolveConsumerStrategy {

	@Override
	protected @Nullable HttpConsumer doResolve(HttpServletRequest request, String method,
			Map<String, HttpConsumer> doors) {
		String path = request.getPathInfo();
		HttpConsumer pattern = null;
		for (HttpConsumer door : doors.values()) {
			String own = door.getPath();
			if (own.equals(path) && takes(door, method)) {
				return door;
			}
			if (pattern == null && own.indexOf('{') >= 0 && path != null && fits(own, path) && takes(door, method)) {
				pattern = door;
			}
		}
		return pattern;
	}

	private static boolean fits(String own, String path) {
		String[] parts = own.split("/", -1);
		String[] asked = path.split("/", -1);
		if (parts.length != asked.length) {
			return false;
		}
		for (int i = 0; i < parts.length; i++) {
			boolean any = parts[i].startsWith("{") && parts[i].endsWith("}") && !asked[i].isEmpty();
			if (!any && !parts[i].equals(asked[i])) {
				return false;
			}
		}
		return true;
	}

	private static boolean takes(HttpConsumer door, String method) {
		String methods = door.getEndpoint().getHttpMethodRestrict();
		return methods == null || methods.equals(method)
				|| methods.contains(",") && ("," + methods + ",").contains("," + method + ",");
	}

}
