package dev.serai.insight.alert.notice;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.serai.insight.alert.Alert;

/**
 * What people read of an alert in Slack: as blocks, and as plain text for notifications
 * and screen readers. Names and error texts are somebody else's: whatever they hold, they
 * are shown as they are, mention nobody and link nowhere.
 */
public record SlackMessage(String text, List<Map<String, Object>> blocks) {

	/** In code points: even when each is escaped, Slack takes it. */
	private static final int LONGEST_TEXT = 500;

	/** The message for a notification. */
	public static SlackMessage of(Notification notification) {
		Alert alert = notification.alert();
		String title = AlertText.title(notification);
		List<Map<String, Object>> blocks = new ArrayList<>();
		blocks.add(Map.of("type", "section", "text", plain(title)));
		blocks.add(Map.of("type", "section", "text", plain(alert.summary())));
		blocks.add(Map.of("type", "context", "elements", List.of(plain(AlertText.footnote(alert)))));
		return new SlackMessage(escaped(title + ": " + alert.summary()), List.copyOf(blocks));
	}

	/**
	 * A text of which Slack formats nothing. It still turns the escapes of the three
	 * characters back, so they are used here, too.
	 */
	private static Map<String, Object> plain(String text) {
		return Map.of("type", "plain_text", "text", escaped(text), "emoji", false);
	}

	/**
	 * Slack takes {@code <!channel>}, {@code <@U1>} and {@code <http://…>} for mentions
	 * and links: without the brackets they are text. A zero-width space keeps a bare
	 * {@code @channel} from being looked up.
	 */
	static String escaped(String text) {
		String cut = (text.codePointCount(0, text.length()) > LONGEST_TEXT)
				? text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT)) + "…" : text;
		return cut.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("@", "@\u200b");
	}

}
