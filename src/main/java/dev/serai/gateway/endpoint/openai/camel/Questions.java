package dev.serai.gateway.endpoint.openai.camel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.Caller;
import dev.serai.gateway.call.camel.Calls;
import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.catalog.Model;
import dev.serai.gateway.http.camel.JsonReply;
import dev.serai.gateway.routing.DecisionJson;
import dev.serai.gateway.routing.Policies;
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
				Model model = deployment.model();
				if (caller == null || !caller.rights().open(names(deployment))) {
					continue;
				}
				if (seen.add(model.name())) {
					entry(json, model.name(), deployment.provider().name());
				}
				entry(json, deployment.id(), deployment.provider().name());
			}
			json.writeEndArray();
			json.writeEndObject();
		});
	}

	/** All names by which the right to a deployment may be written. */
	private static String[] names(Deployment deployment) {
		List<String> names = new ArrayList<>(deployment.model().aliases());
		names.add(deployment.model().name());
		names.add(deployment.id());
		return names.toArray(String[]::new);
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
