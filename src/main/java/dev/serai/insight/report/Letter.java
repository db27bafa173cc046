package dev.serai.insight.report;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.platform.mail.Attachment;
import dev.serai.platform.mail.DashboardLinks;
import dev.serai.platform.mail.InlineImage;
import dev.serai.platform.mail.OutgoingMail;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * Renders figures as a mail: HTML, text, a chart and a table. Deterministic: the same
 * figures give the same mail. Names are escaped.
 */
public final class Letter {

	private static final String CHART = "chart";

	private static final String PNG = "image/png";

	private static final TypeReference<Map<String, Object>> VARIABLES = new TypeReference<>() {
	};

	private final TemplateEngine html = engine(TemplateMode.HTML, ".html");

	private final TemplateEngine text = engine(TemplateMode.TEXT, ".txt");

	private final ObjectMapper json = new ObjectMapper();

	private final DashboardLinks links;

	public Letter(DashboardLinks links) {
		this.links = links;
	}

	private static TemplateEngine engine(TemplateMode mode, String suffix) {
		ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver(Letter.class.getClassLoader());
		resolver.setPrefix("reports/");
		resolver.setSuffix(suffix);
		resolver.setTemplateMode(mode);
		resolver.setCharacterEncoding("UTF-8");
		TemplateEngine engine = new TemplateEngine();
		engine.setTemplateResolver(resolver);
		return engine;
	}

	/**
	 * Returns the mail.
	 * @param id the same for the same report and period
	 */
	public OutgoingMail mail(UUID id, List<String> recipients, Figures figures) {
		SpendChart chart = SpendChart.of(figures);
		byte[] png = chart.png();
		boolean shown = png.length > 0;
		View view = Wording.of(figures, this.links, chart, shown ? "cid:" + CHART : null);
		return new OutgoingMail("serai.report." + id, recipients, Wording.subject(figures), text(view), html(view),
				shown ? List.of(new InlineImage(CHART, PNG, png)) : List.of(),
				List.of(new Attachment(fileName(figures), "text/csv; charset=UTF-8", SpendTable.of(figures))));
	}

	/** Returns a self-contained HTML page. */
	public String page(Figures figures) {
		SpendChart chart = SpendChart.of(figures);
		byte[] png = chart.png();
		String image = (png.length > 0) ? "data:" + PNG + ";base64," + Base64.getEncoder().encodeToString(png) : null;
		return html(Wording.of(figures, this.links, chart, image));
	}

	/** Returns the plain text. */
	public String text(Figures figures) {
		return text(Wording.of(figures, this.links, SpendChart.of(figures), null));
	}

	private static String fileName(Figures figures) {
		return "spend-" + figures.firstDay()
				+ (figures.firstDay().equals(figures.lastDay()) ? "" : "-to-" + figures.lastDay()) + ".csv";
	}

	private String html(View view) {
		return this.html.process("report", context(view));
	}

	private String text(View view) {
		return this.text.process("report", context(view)).strip() + "\n";
	}

	private Context context(View view) {
		Context context = new Context(Locale.ROOT);
		context.setVariables(this.json.convertValue(view, VARIABLES));
		return context;
	}

}
