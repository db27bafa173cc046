package dev.serai.road;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.TreeSet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.serai.call.Call;
import dev.serai.call.Caller;
import dev.serai.catalog.Catalog;
import dev.serai.catalog.Deployment;
import dev.serai.routing.DecisionJson;
import dev.serai.routing.Policies;
import org.apache.camel.Exchange;

/** Answers what a caller may ask without calling a model. */
final class Questions {

	private static final JsonFactory JSON = new JsonFactory();

	private final Catalog catalog;

	private final Policies policies;

	Questions(Catalog catalog, Policies policies) {
		this.catalog = catalog;
		this.policies = policies;
	}

	/**
	 * The names that the caller may give as a model, in the form of OpenAI's list of
	 * models.
	 */
	void models(Exchange exchange) {
		Call call = Calls.of(exchange);
		Caller caller = call.caller();
		answer(exchange, json -> {
			json.writeStartObject();
			json.writeStringField("object", "list");
			json.writeArrayFieldStart("data");
			for (String name : this.policies.byName().keySet()) {
				if (caller != null && caller.may(name)) {
					entry(json, name, "serai");
				}
			}
			TreeSet<String> seen = new TreeSet<>();
			for (Deployment deployment : this.catalog.deployments()) {
				if (caller == null) {
					continue;
				}
				if (caller.may(deployment.model().name()) && seen.add(deployment.model().name())) {
					entry(json, deployment.model().name(), deployment.provider().name());
				}
				if (caller.may(deployment.id()) || caller.may(deployment.model().name())) {
					entry(json, deployment.id(), deployment.provider().name());
				}
			}
			json.writeEndArray();
			json.writeEndObject();
		});
	}

	/** The decision of a call that goes no further. */
	void decision(Exchange exchange) {
		Call call = Calls.of(exchange);
		if (call.decision() != null) {
			answer(exchange, json -> DecisionJson.write(json, call.decision()));
		}
	}

	private static void entry(JsonGenerator json, String id, String owner) throws IOException {
		json.writeStartObject();
		json.writeStringField("id", id);
		json.writeStringField("object", "model");
		json.writeNumberField("created", 0);
		json.writeStringField("owned_by", owner);
		json.writeEndObject();
	}

	private static void answer(Exchange exchange, Body body) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (JsonGenerator json = JSON.createGenerator(bytes)) {
			body.write(json);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		JsonReply.put(exchange, 200, bytes.toByteArray());
	}

	@FunctionalInterface
	private interface Body {

		void write(JsonGenerator json) throws IOException;

	}

}
