package dev.serai.platform.start;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Validates settings that are web addresses, as browsers and OpenID Connect use them. */
public final class WebAddress {

	private WebAddress() {
	}

	/**
	 * Returns the address without blanks around it.
	 * @param variable the setting's name, for the message
	 * @throws CannotStart for anything but scheme, host, port and path
	 */
	public static String check(String variable, String text, String example) {
		String address = text.strip();
		try {
			URI uri = new URI(address);
			String scheme = (uri.getScheme() != null) ? uri.getScheme().toLowerCase(Locale.ROOT) : "";
			if ((scheme.equals("https") || scheme.equals("http")) && uri.getHost() != null
					&& uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null) {
				return address;
			}
		}
		catch (URISyntaxException ex) {
			// Reported below, with the rule.
		}
		throw new CannotStart(variable + " is no address of a web site.",
				"Set " + variable + " to https://host or http://host, with the port where it is not the usual one, and"
						+ " without user, query and fragment, like " + example + ".");
	}

}
