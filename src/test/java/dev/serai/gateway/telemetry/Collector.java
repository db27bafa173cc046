package dev.serai.gateway.telemetry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;

/** What an OpenTelemetry collector receives over HTTP. */
final class Collector implements AutoCloseable {

	private final HttpServer server;

	private final List<Span> spans = new CopyOnWriteArrayList<>();

	private final List<Metric> metrics = new CopyOnWriteArrayList<>();

	private final List<String> bodies = new CopyOnWriteArrayList<>();

	Collector() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/v1/traces", exchange -> {
			ExportTraceServiceRequest.parseFrom(body(exchange))
				.getResourceSpansList()
				.forEach(resource -> resource.getScopeSpansList()
					.forEach(scope -> this.spans.addAll(scope.getSpansList())));
			exchange.close();
		});
		this.server.createContext("/v1/metrics", exchange -> {
			ExportMetricsServiceRequest.parseFrom(body(exchange))
				.getResourceMetricsList()
				.forEach(resource -> resource.getScopeMetricsList()
					.forEach(scope -> this.metrics.addAll(scope.getMetricsList())));
			exchange.close();
		});
		this.server.start();
	}

	private byte[] body(HttpExchange exchange) throws IOException {
		byte[] body = exchange.getRequestBody().readAllBytes();
		this.bodies.add(new String(body, StandardCharsets.ISO_8859_1));
		exchange.sendResponseHeaders(200, -1);
		return body;
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	List<Span> spans() {
		return this.spans;
	}

	/** The newest that came of a metric. */
	Optional<Metric> metric(String name) {
		return this.metrics.stream().filter(metric -> metric.getName().equals(name)).reduce((older, newer) -> newer);
	}

	/** All that was received, as it came. */
	List<String> bodies() {
		return this.bodies;
	}

	static String attribute(List<KeyValue> attributes, String name) {
		return attributes.stream()
			.filter(attribute -> attribute.getKey().equals(name))
			.map(attribute -> attribute.getValue().hasIntValue() ? Long.toString(attribute.getValue().getIntValue())
					: attribute.getValue().hasDoubleValue() ? Double.toString(attribute.getValue().getDoubleValue())
							: attribute.getValue().getStringValue())
			.findFirst()
			.orElse("");
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
