package dev.serai.platform.mail;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Builds the addresses of dashboard views for mails and messages. */
public final class DashboardLinks {

	private final Supplier<String> address;

	/**
	 * @param address returns the dashboard's address, without a slash at its end
	 */
	public DashboardLinks(Supplier<String> address) {
		this.address = address;
	}

	/**
	 * Returns the address of a view.
	 * @param page such as {@code costs}
	 * @param parameters the view's parameters; any text
	 */
	public String to(String page, Map<String, String> parameters) {
		String query = new TreeMap<>(parameters).entrySet()
			.stream()
			.map(each -> each.getKey() + "=" + encoded(each.getValue()))
			.collect(Collectors.joining("&"));
		return this.address.get() + "/#/" + page + (query.isEmpty() ? "" : "?" + query);
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
	}

}
