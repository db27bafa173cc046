package dev.serai.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import org.springframework.boot.convert.DurationStyle;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code docker-compose.yml}, and the files that it mounts. */
class ComposeFileTest {

	private static final ObjectMapper JSON = new ObjectMapper();

	private static final List<String> NODES = List.of("serai-1", "serai-2");

	private static final Pattern FENCED_YAML = Pattern.compile("(?s)```yaml\\n(.*?)```");

	private final JsonNode compose = read(Path.of("docker-compose.yml"));

	@Test
	void followsTheSchemaOfTheComposeSpecification() throws IOException {
		assertThat(faults(this.compose)).isEmpty();
		ObjectNode misspelt = this.compose.deepCopy();
		misspelt.withObject("/services/proxy").put("prots", "8080:8080");
		assertThat(faults(misspelt)).isNotEmpty();
	}

	@Test
	void theOverridesInTheDocumentationFollowItToo() throws IOException {
		List<String> examples = FENCED_YAML.matcher(Files.readString(Path.of("docs/deployment.md")))
			.results()
			.map((MatchResult match) -> match.group(1))
			.filter(example -> example.startsWith("services:"))
			.toList();
		assertThat(examples).isNotEmpty();
		for (String example : examples) {
			JsonNode override = parse(example);
			assertThat(faults(override)).as(example).isEmpty();
			assertThat(names(this.compose.path("services"))).containsAll(names(override.path("services")));
		}
	}

	@Test
	void everyMountedFileIsThereAndEveryVolumeIsDeclared() {
		Set<String> used = new TreeSet<>();
		this.compose.path("services").forEach(service -> service.path("volumes").forEach(volume -> {
			String source = volume.asText().replaceFirst(":.*", "");
			if (source.startsWith(".")) {
				assertThat(Path.of(source)).exists();
				assertThat(volume.asText()).as("read only").endsWith(":ro");
			}
			else {
				used.add(source);
			}
		}));
		assertThat(names(this.compose.path("volumes"))).isEqualTo(used);
	}

	@Test
	void everyVariableThatSeraiGetsIsDocumented() {
		for (String node : NODES) {
			assertThat(DocumentedSettings.all()).containsAll(names(environment(node)));
		}
	}

	@Test
	void everyProvidersKeyIsPassedOn() throws IOException {
		Set<String> keys = Pattern.compile("\\$\\{([A-Z_]+_API_KEY)}")
			.matcher(Files.readString(Path.of("config/providers.yaml")))
			.results()
			.map((MatchResult match) -> match.group(1))
			.collect(Collectors.toSet());
		assertThat(keys).isNotEmpty();
		assertThat(names(environment(NODES.getFirst()))).containsAll(keys);
	}

	@Test
	void theNodesDifferInTheirDataAndInTheOrderOfTheirStartAlone() {
		List<JsonNode> nodes = NODES.stream().map(this::service).toList();
		List<JsonNode> alike = nodes.stream().map(node -> without(node, "volumes", "depends_on")).toList();
		assertThat(alike.getFirst()).isEqualTo(alike.getLast());
		assertThat(nodes.getFirst().path("volumes")).isNotEqualTo(nodes.getLast().path("volumes"));
	}

	@Test
	void everyImageIsBuiltHereOrHasAFixedTag() {
		this.compose.path("services").forEach(service -> {
			if (!service.has("build")) {
				assertThat(service.path("image").asText()).matches("[a-z/]+:v?\\d+\\.\\d+(\\.\\d+)?(-alpine)?");
			}
		});
	}

	@Test
	void noSecretHasADefault() {
		Map<String, String> secrets = Map.of("SERAI_ADMIN_KEY", "SERAI_ADMIN_KEY", "SERAI_KEY_PEPPER",
				"SERAI_KEY_PEPPER", "SPRING_DATASOURCE_PASSWORD", "POSTGRES_PASSWORD");
		secrets.forEach((name, variable) -> assertThat(environment(NODES.getFirst()).path(name).asText())
			.startsWith("${" + variable + ":?"));
		assertThat(environment("postgres").path("POSTGRES_PASSWORD").asText()).startsWith("${POSTGRES_PASSWORD:?");
		assertThat(environment("grafana").path("GF_SECURITY_ADMIN_PASSWORD").asText())
			.startsWith("${GRAFANA_PASSWORD:?");
	}

	@Test
	void theDocumentationSetsEveryVariableThatHasNoDefault() throws IOException {
		Set<String> required = Pattern.compile("\\$\\{([A-Z_]+):\\?")
			.matcher(Files.readString(Path.of("docker-compose.yml")))
			.results()
			.map((MatchResult match) -> match.group(1))
			.collect(Collectors.toSet());
		String docs = Files.readString(Path.of("docs/deployment.md"));
		assertThat(required).allSatisfy(name -> assertThat(docs).contains(name + "="));
	}

	@Test
	void onlyTheProxyListensOnMoreThanThisMachine() {
		this.compose.path("services").properties().forEach(service -> {
			if (!service.getKey().equals("proxy")) {
				service.getValue()
					.path("ports")
					.forEach(port -> assertThat(port.asText()).as(service.getKey()).startsWith("127.0.0.1:"));
			}
		});
	}

	@Test
	void theProxyKnowsTheNodesAndTheNodesTrustTheProxy() throws IOException {
		String caddyfile = Files.readString(Path.of("config/caddy/Caddyfile"));
		assertThat(caddyfile).contains("reverse_proxy serai-1:8080 serai-2:8080")
			.contains("health_uri /actuator/health/readiness")
			.contains("health_port 9090")
			.contains("flush_interval -1")
			.doesNotContain("lb_retry_match");
		String address = service("proxy").at("/networks/default/ipv4_address").asText();
		assertThat(environment(NODES.getFirst()).path("SERAI_TRUSTED_PROXIES").asText()).isEqualTo(address);
	}

	@Test
	void aNodeThatEndsTakesCallsUntilTheProxyHasNoticed() throws IOException {
		String caddyfile = Files.readString(Path.of("config/caddy/Caddyfile"));
		Duration noticed = duration(caddyfile, "health_interval").plus(duration(caddyfile, "health_timeout"));
		Duration drain = DurationStyle.detectAndParse(environment(NODES.getFirst()).path("SERAI_DRAIN_TIME").asText());
		assertThat(drain).isGreaterThan(noticed);
		Duration grace = DurationStyle.detectAndParse(service(NODES.getFirst()).path("stop_grace_period").asText());
		assertThat(grace).isGreaterThanOrEqualTo(Shutdown.atMost(drain));
	}

	@Test
	void theProxyLetsAConnectionGoBeforeANodeClosesIt() throws IOException {
		Duration keepAlive = duration(Files.readString(Path.of("config/caddy/Caddyfile")), "keepalive");
		JsonNode settings = read(Path.of("src/main/resources/application.yaml"));
		assertThat(keepAlive)
			.isLessThan(DurationStyle.detectAndParse(settings.at("/server/tomcat/keep-alive-timeout").asText()));
	}

	@Test
	void prometheusScrapesEachNodeAndReadsTheRules() {
		JsonNode prometheus = read(Path.of("config/prometheus/prometheus.yaml"));
		JsonNode job = prometheus.path("scrape_configs").path(0);
		assertThat(job.path("metrics_path").asText()).isEqualTo("/actuator/prometheus");
		List<String> targets = new ArrayList<>();
		job.at("/static_configs/0/targets").forEach(target -> targets.add(target.asText()));
		assertThat(targets).isEqualTo(NODES.stream().map(node -> node + ":9090").toList());
		prometheus.path("rule_files")
			.forEach(file -> assertThat(mounts("prometheus")).contains("/etc/prometheus/" + file.asText()));
	}

	@Test
	void grafanaFindsPrometheusAndTheDashboard() {
		JsonNode source = read(Path.of("config/grafana/provisioning/datasources/serai.yaml")).at("/datasources/0");
		assertThat(source.path("url").asText()).isEqualTo("http://prometheus:9090");
		assertThat(source.path("isDefault").asBoolean()).isTrue();
		String directory = read(Path.of("config/grafana/provisioning/dashboards/serai.yaml"))
			.at("/providers/0/options/path")
			.asText();
		assertThat(mounts("grafana")).contains(directory + "/serai.json", "/etc/grafana/provisioning");
		assertThat(environment("grafana").path("GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH").asText())
			.isEqualTo(directory + "/serai.json");
	}

	private Stream<String> mounts(String service) {
		List<String> targets = new ArrayList<>();
		service(service).path("volumes").forEach(volume -> targets.add(volume.asText().split(":")[1]));
		return targets.stream();
	}

	private JsonNode service(String name) {
		return this.compose.path("services").path(name);
	}

	private JsonNode environment(String service) {
		return service(service).path("environment");
	}

	private static Duration duration(String caddyfile, String directive) {
		String value = Pattern.compile("\\s" + directive + " (\\S+)")
			.matcher(caddyfile)
			.results()
			.findFirst()
			.orElseThrow()
			.group(1);
		return DurationStyle.detectAndParse(value);
	}

	private static JsonNode without(JsonNode object, String... fields) {
		ObjectNode rest = object.deepCopy();
		rest.remove(List.of(fields));
		return rest;
	}

	private static Set<String> names(JsonNode object) {
		Set<String> names = new TreeSet<>();
		object.fieldNames().forEachRemaining(names::add);
		return names;
	}

	private static Set<ValidationMessage> faults(JsonNode compose) throws IOException {
		ObjectNode schema = (ObjectNode) JSON
			.readTree(ComposeFileTest.class.getResource("/compose-spec/compose-spec.json"));
		// It names a newer draft, which has no such keyword; the places that it names are
		// found without.
		schema.findParents("id").forEach(parent -> ((ObjectNode) parent).remove("id"));
		return JsonSchemaFactory.getInstance(VersionFlag.V201909).getSchema(schema).validate(compose);
	}

	private static JsonNode read(Path file) {
		try {
			return parse(Files.readString(file));
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	/** With merge keys, as Compose reads them. */
	private static JsonNode parse(String yaml) {
		return JSON.valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml));
	}

}
