package dev.serai.benchmark;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.catalog.Model;
import dev.serai.gateway.catalog.Provider;
import dev.serai.gateway.endpoint.openai.ChatRequestReader;
import dev.serai.gateway.operation.Capability;
import dev.serai.gateway.operation.Modality;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.provider.ChatCodec;
import dev.serai.gateway.provider.anthropic.AnthropicChat;
import dev.serai.gateway.provider.gemini.GeminiChat;
import dev.serai.gateway.provider.openai.OpenAiChat;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reading a chat with a tool, about 1 KB, and saying it to each kind of provider. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TranslationBenchmark {

	private static final byte[] REQUEST = """
			{"model":"bench","temperature":0.2,"max_tokens":400,"messages":[\
			{"role":"system","content":"You answer questions about the weather, briefly and with care."},\
			{"role":"user","content":"How warm is it in Lisbon this evening, and should I take a jacket along?"},\
			{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function",\
			"function":{"name":"weather","arguments":"{\\"city\\":\\"Lisbon\\",\\"hour\\":20}"}}]},\
			{"role":"tool","tool_call_id":"call_1","content":"{\\"celsius\\":17,\\"wind\\":\\"fresh\\"}"},\
			{"role":"user","content":"And tomorrow?"}],"tools":[{"type":"function","function":{"name":"weather",\
			"description":"The weather at an hour of the day","parameters":{"type":"object","properties":{\
			"city":{"type":"string"},"hour":{"type":"integer"}},"required":["city"]}}}]}"""
		.getBytes(StandardCharsets.UTF_8);

	@Param({ "openai", "anthropic", "gemini" })
	public String protocol;

	private final ChatRequestReader reader = new ChatRequestReader();

	private ChatCodec wire;

	private Deployment deployment;

	private ChatRequest request;

	@Setup
	public void prepare() {
		this.wire = switch (this.protocol) {
			case "anthropic" -> new AnthropicChat();
			case "gemini" -> new GeminiChat();
			default -> new OpenAiChat();
		};
		Duration second = Duration.ofSeconds(1);
		Provider provider = new Provider("bench", this.protocol, URI.create("http://127.0.0.1"), null, "bench", null,
				new Provider.Timeouts(second, second, second, second), Map.of(), false);
		Model model = new Model("bench", Set.of(), 100_000, 8_000, EnumSet.allOf(Modality.class),
				EnumSet.allOf(Capability.class), 0.5);
		this.deployment = new Deployment("bench/bench", provider, model, "bench-1", List.of());
		this.request = this.reader.read(REQUEST);
	}

	@Benchmark
	public byte[] say() {
		return this.wire.encode(this.request, REQUEST, this.deployment);
	}

	@Benchmark
	public Object readAndSay() {
		return this.wire.encode(this.reader.read(REQUEST), REQUEST, this.deployment);
	}

}
