package dev.serai.gateway.http.camel;

import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.camel.http.common.HttpConsumer;
import org.apache.camel.http.common.HttpRestServletResolveConsumerStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Finds the endpoint of a request by its exact path. Camel's own strategy ignores case
 * and trailing slashes; here another spelling is not found. A path parameter in braces
 * matches one segment; endpoints without parameters take precedence.
 */
final class ExactPaths extends HttpRestServletResolveConsumerStrategy {

	@Override
	protected @Nullable HttpConsumer doResolve(HttpServletRequest request, String method,
			Map<String, HttpConsumer> endpoints) {
		String path = request.getPathInfo();
		HttpConsumer pattern = null;
		for (HttpConsumer endpoint : endpoints.values()) {
			String own = endpoint.getPath();
			if (own.equals(path) && takes(endpoint, method)) {
				return endpoint;
			}
			if (pattern == null && own.indexOf('{') >= 0 && path != null && fits(own, path)
					&& takes(endpoint, method)) {
				pattern = endpoint;
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

	private static boolean takes(HttpConsumer endpoint, String method) {
		String methods = endpoint.getEndpoint().getHttpMethodRestrict();
		return methods == null || methods.equals(method)
				|| methods.contains(",") && ("," + methods + ",").contains("," + method + ",");
	}

}
