package dev.serai.insight.analytics.camel;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import dev.serai.gateway.operation.TokenClass;
import dev.serai.insight.analytics.CallFacts;
import dev.serai.insight.analytics.CallFilter;
import dev.serai.insight.analytics.CallSummary;
import dev.serai.insight.analytics.LocalTimes;
import dev.serai.insight.analytics.TokenNames;
import org.jspecify.annotations.Nullable;

/** Formats calls as spreadsheet rows. */
final class CallTable {

	private static final List<String> TOKENS = Arrays.stream(TokenClass.values()).map(TokenNames::of).toList();

	static final List<String> COLUMNS = Stream
		.of(Stream.of("id", "at", "localTime", "zone", "team", "feature", "session", "tags", "endUser",
				"modelRequested", "policy", "model", "provider", "deployment", "simulated", "stream", "cache",
				"outcome", "status", "errorCode", "attempts", "costUsd", "priceStatus", "baselineUsd", "savedUsd"),
				TOKENS.stream().map(name -> name + "Tokens"),
				Stream.of("searches", "firstTokenMs", "totalMs", "overheadMs", "operation"))
		.flatMap(names -> names)
		.toList();

	private final LocalTimes times;

	CallTable(LocalTimes times) {
		this.times = times;
	}

	/**
	 * Returns the name of the file; without a start of its period, it names the end
	 * alone.
	 */
	String fileName(CallFilter filter, Instant now) {
		Instant to = (filter.to() != null) ? filter.to() : now;
		return (filter.from() != null) ? this.times.file("calls", filter.from(), to)
				: "calls-until-" + this.times.day(to) + ".csv";
	}

	List<@Nullable Object[]> rows(List<CallSummary> page) {
		return page.stream().map(this::row).toList();
	}

	private @Nullable Object[] row(CallSummary summary) {
		CallFacts call = summary.call();
		List<@Nullable Object> cells = new ArrayList<>(COLUMNS.size());
		cells.addAll(Arrays.asList(call.id(), call.at(), this.times.second(call.at()), this.times.zone().getId(),
				call.team(), call.feature(), call.session(), call.tags(), call.endUser(), call.modelRequested(),
				call.policy(), call.model(), call.provider(), call.deployment(), call.simulated(), call.stream(),
				call.cache(), call.outcome(), call.status(), call.errorCode(), summary.attempts(),
				amount(call.costUsd()), call.priceStatus(), amount(call.baselineUsd()), amount(call.savedUsd())));
		TOKENS.forEach(name -> cells.add(call.usage().get(name)));
		cells.addAll(Arrays.asList(call.usage().get("searches"), call.firstTokenMs(), call.totalMs(), call.overheadMs(),
				call.operation()));
		return cells.toArray();
	}

	/** Returns a number, so that a negative amount is not taken for a formula. */
	private static @Nullable BigDecimal amount(@Nullable String usd) {
		return (usd != null) ? new BigDecimal(usd) : null;
	}

}
