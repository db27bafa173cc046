package dev.serai.insight.alert.notice;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.serai.insight.alert.Alert;
import dev.serai.insight.alert.Words;
import dev.serai.platform.mail.DashboardLinks;
import org.jspecify.annotations.Nullable;

/** Formats an alert as plain text. */
public final class AlertText {

	private static final DateTimeFormatter MOMENT = DateTimeFormatter
		.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
		.withZone(ZoneOffset.UTC);

	private static final Set<Byte> BREAKS = Set.of(Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
			Character.SURROGATE);

	private AlertText() {
	}

	/** Returns a one-line title, such as for a mail's subject. */
	public static String title(Notification notification) {
		Alert alert = notification.alert();
		String word = switch (notification.transition()) {
			case RAISED -> Words.of(alert.severity()).toUpperCase(Locale.ROOT);
			case REMINDER -> "STILL " + Words.of(alert.severity()).toUpperCase(Locale.ROOT);
			case RESOLVED -> "RESOLVED";
		};
		return line("[" + word + "] " + alert.rule() + ((alert.team() != null) ? " (" + alert.team() + ")" : ""));
	}

	/** Returns the whole alert, in several lines, with a link to its details. */
	public static String body(Notification notification, DashboardLinks links) {
		Alert alert = notification.alert();
		StringBuilder text = new StringBuilder(alert.summary()).append(".\n\n");
		line(text, "Rule", alert.rule());
		line(text, "Team", alert.team());
		line(text, "Raised", moment(alert.raisedAt()));
		line(text, "Resolved", moment(alert.resolvedAt()));
		text.append("\nDetails: ").append(AlertLink.of(alert, links));
		text.append("\nAll alerts: ").append(links.to("alerts", Map.of())).append('\n');
		return text.toString();
	}

	/** Returns the line below the summary. */
	static String footnote(Alert alert) {
		return Words.of(alert.kind()).replace('_', ' ') + ", raised " + moment(alert.raisedAt())
				+ ((alert.resolvedAt() != null) ? ", resolved " + moment(alert.resolvedAt()) : "");
	}

	/** Replaces line breaks, so that a name cannot start a new line. */
	private static String line(String text) {
		return text.codePoints()
			.map(c -> (Character.isISOControl(c) || BREAKS.contains((byte) Character.getType(c))) ? ' ' : c)
			.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
			.toString();
	}

	private static void line(StringBuilder text, String name, @Nullable String value) {
		if (value != null) {
			text.append(name).append(": ").append(value).append('\n');
		}
	}

	private static @Nullable String moment(@Nullable Instant at) {
		return (at != null) ? MOMENT.format(at) : null;
	}

}
