package dev.serai.insight.compliance;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.gateway.call.Amount;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * Renders a governance report as a printable HTML page. It loads no external resources
 * and runs no scripts; names are escaped.
 */
public final class ReportPage {

	private static final TypeReference<Map<String, Object>> VARIABLES = new TypeReference<>() {
	};

	private static final Pattern STYLE = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL);

	private final TemplateEngine engine = new TemplateEngine();

	private final ObjectMapper json;

	private final String contentPolicy;

	/**
	 * @param json serialises the report
	 */
	public ReportPage(ObjectMapper json) {
		this.json = json;
		ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver(ReportPage.class.getClassLoader());
		resolver.setPrefix("dev/serai/insight/compliance/");
		resolver.setSuffix(".html");
		resolver.setTemplateMode(TemplateMode.HTML);
		resolver.setCharacterEncoding(StandardCharsets.UTF_8.name());
		this.engine.setTemplateResolver(resolver);
		this.contentPolicy = "default-src 'none'; style-src 'sha256-" + hash(style()) + "'; base-uri 'none';"
				+ " form-action 'none'; frame-ancestors 'none'";
	}

	/** Returns the report as HTML. */
	public String of(GovernanceReport report) {
		return this.engine.process("report", new Context(Locale.ROOT,
				Map.of("report", this.json.convertValue(report, VARIABLES), "format", new Format())));
	}

	/** Returns the page's content security policy: its own style and nothing else. */
	public String contentPolicy() {
		return this.contentPolicy;
	}

	/** Returns the text of the page's style element, which the policy's hash covers. */
	private String style() {
		Matcher style = STYLE.matcher(this.engine.process("style", new Context(Locale.ROOT)));
		if (!style.find()) {
			throw new IllegalStateException("The report's page has no style");
		}
		return style.group(1);
	}

	/** Formats values for people; the JSON and CSV forms of the report are exact. */
	public static final class Format {

		private static final DateTimeFormatter TIME = DateTimeFormatter
			.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
			.withZone(ZoneOffset.UTC);

		public String usd(String exact) {
			return "$" + Amount.rounded(new BigDecimal(exact)).toPlainString();
		}

		public String time(String instant) {
			return TIME.format(Instant.parse(instant));
		}

	}

	private static String hash(String text) {
		try {
			return Base64.getEncoder()
				.encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java has SHA-256", ex);
		}
	}

}
