package dev.serai.gateway.budget;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.serai.admin.budget.BudgetSystem;
import dev.serai.gateway.budget.jdbc.JdbcBudgetBooks;
import dev.serai.gateway.budget.jdbc.JdbcBudgets;
import dev.serai.gateway.call.Attempt;
import dev.serai.gateway.call.CacheWish;
import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.CallHeaders;
import dev.serai.gateway.call.CallId;
import dev.serai.gateway.call.Caller;
import dev.serai.gateway.call.ClientConnection;
import dev.serai.gateway.call.Cost;
import dev.serai.gateway.call.Decision;
import dev.serai.gateway.call.Outcome;
import dev.serai.gateway.call.Plan;
import dev.serai.gateway.call.PriceStatus;
import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.catalog.Model;
import dev.serai.gateway.catalog.PriceList;
import dev.serai.gateway.catalog.Provider;
import dev.serai.gateway.cost.Pricer;
import dev.serai.gateway.cost.UnknownPrice;
import dev.serai.gateway.operation.Modality;
import dev.serai.gateway.operation.TokenClass;
import dev.serai.gateway.operation.Usage;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.operation.chat.Message;
import dev.serai.ledger.CallRecord;
import dev.serai.ledger.jdbc.BudgetSpend;
import dev.serai.ledger.jdbc.JdbcLedger;
import dev.serai.platform.database.Database;
import dev.serai.platform.start.Node;

/** One node's budgets with the real books, and calls to go with them. */
final class BudgetNode implements AutoCloseable {

	private static final String MODEL = "test/m";

	final BudgetSystem system;

	final BudgetKeeping keeping;

	final JdbcLedger ledger;

	BudgetNode(Database database, Node node) {
		this.system = new BudgetSystem(new JdbcBudgetBooks(database, node), new JdbcBudgets(database),
				new Catalog(List.of(deployment())), new Pricer(),
				new Reservations.Limits(4_096, UnknownPrice.Mode.DENY, Duration.ofSeconds(1)), Clock.systemUTC(),
				System::nanoTime);
		this.keeping = this.system.keeping(() -> true);
		this.ledger = new JdbcLedger(database, List.of(new BudgetSpend(this.system.reservations(), alerts -> {
		})));
	}

	/** A dollar a million tokens, in and out. */
	private static Deployment deployment() {
		Duration second = Duration.ofSeconds(1);
		Provider provider = new Provider("test", "openai", URI.create("http://localhost"), null, "test", null,
				new Provider.Timeouts(second, second, second, second), Map.of(), false);
		Map<TokenClass, BigDecimal> rates = new EnumMap<>(TokenClass.class);
		rates.put(TokenClass.INPUT, BigDecimal.ONE);
		rates.put(TokenClass.OUTPUT, BigDecimal.ONE);
		return new Deployment(MODEL, provider,
				new Model("m", Set.of(), 1_000_000, 100_000, EnumSet.of(Modality.TEXT), Set.of(), 0.5), "m",
				List.of(new PriceList(LocalDate.EPOCH, new PriceList.Rates(rates), null, Map.of(), null)));
	}

	/** A call that asks for so many tokens; nothing is reserved for it yet. */
	static Call call(Caller caller, int maxTokens) {
		UUID id = CallId.next(Clock.systemUTC());
		Call call = new Call(id, CallId.receivedAt(id), System.nanoTime(),
				new CallHeaders(null, null, null, null, null, null, null, CacheWish.NONE, null, null),
				() -> new byte[0], ClientConnection.LASTING);
		call.authenticated(caller);
		call.asks(new ChatRequest("m", List.of(new Message.User(List.of(new Message.Part.Text("Hello.")), null)),
				List.of(), null, null, new ChatRequest.OutputFormat.Text(),
				new ChatRequest.Sampling(null, null, null, List.of(), null, null), maxTokens, 1, null, false, false,
				null, Map.of()));
		call.decided(new Decision("auto", "", List.of(), List.of()),
				new Plan(List.of(MODEL), 3, Duration.ofMinutes(1), null));
		return call;
	}

	/** The call ends, having used so many tokens. */
	static void end(Call call, int tokens) {
		Attempt attempt = new Attempt(1, MODEL, "test", "m", System.nanoTime());
		call.begin(attempt);
		attempt.used(Usage.of(0, tokens));
		attempt.priced(new Cost(BigDecimal.valueOf(tokens).movePointLeft(6), PriceStatus.KNOWN));
		attempt.ended(Outcome.OK, null, System.nanoTime());
		call.ended(Outcome.OK, null, System.nanoTime());
	}

	static CallRecord recordOf(Call call) {
		return new CallRecord(call.id(), Instant.now(), call.caller(), CallRecord.Labels.NONE, "chat", "m", "auto",
				null, false, Outcome.OK, 200, null, call.usage(), call.cost(), null, null, null, List.of(),
				new CallRecord.Timing(null, Duration.ofMillis(1), null), null, List.of());
	}

	@Override
	public void close() {
		this.system.close();
	}

}
