package dev.serai.insight.alert.notice;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.serai.insight.alert.Alert;
import dev.serai.platform.mail.DashboardLinks;

/**
 * An alert as a Slack message: blocks, and plain text for notifications and screen
 * readers. Names and error texts are untrusted: they are shown literally, without
 * mentions and links.
 */
public record SlackMessage(String text, List<Map<String, Object>> blocks) {

	/** In code points; within Slack's limit even when every character is escaped. */
	private static final int LONGEST_TEXT = 500;

	/** Creates the message for a notification, with a link to the alert's details. */
	public static SlackMessage of(Notification notification, DashboardLinks links) {
		Alert alert = notification.alert();
		String title = AlertText.title(notification);
		String url = AlertLink.of(alert, links);
		List<Map<String, Object>> blocks = new ArrayList<>();
		blocks.add(Map.of("type", "section", "text", plain(title)));
		blocks.add(Map.of("type", "section", "text", plain(alert.summary())));
		blocks.add(Map.of("type", "context", "elements", List.of(plain(AlertText.footnote(alert)))));
		Map<String, Object> button = Map.of("type", "button", "text", plain("Details"), "url", url);
		blocks.add(Map.of("type", "actions", "elements", List.of(button)));
		return new SlackMessage(escaped(title + ": " + alert.summary()), List.copyOf(blocks));
	}

	/**
	 * Creates a text without Slack formatting. Slack still decodes the escapes of {@code
	 * &}, {@code <} and {@code >} in it, so the text is escaped here, too.
	 */
	private static Map<String, Object> plain(String text) {
		return Map.of("type", "plain_text", "text", escaped(text), "emoji", false);
	}

	/**
	 * Slack reads {@code <!channel>}, {@code <@U1>} and {@code <http://…>} as mentions
	 * and links; with the brackets escaped they stay text. A zero-width space keeps Slack
	 * from resolving a bare {@code @channel}.
	 */
	static String escaped(String text) {
		String cut = (text.codePointCount(0, text.length()) > LONGEST_TEXT)
				? text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT)) + "…" : text;
		return cut.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("@", "@\u200b");
	}

}
