package dev.serai.routes;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.camel.BeanScope;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.BeanProcessorFactory;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.EndpointStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Stands for everything that a route names: beans, and endpoints outside its file. Keeps
 * in which order they were reached, and does what the test says at each. A
 * {@code process} step goes by its bean's name ({@code admit}), a {@code bean} step by
 * bean and method ({@code alert-delivery.claim}), an endpoint by its URI
 * ({@code direct:reply}).
 */
final class RecordedSteps implements BeanRepository, BeanProcessorFactory, EndpointStrategy {

	private static final String MOCK = "mock://";

	private final List<String> reached = new CopyOnWriteArrayList<>();

	private final Map<String, Processor> behaviours = new ConcurrentHashMap<>();

	List<String> reached() {
		return this.reached;
	}

	void on(String step, Processor behaviour) {
		this.behaviours.put(step, behaviour);
	}

	private void reach(String step, Exchange exchange) throws Exception {
		this.reached.add(step);
		Processor behaviour = this.behaviours.get(step);
		if (behaviour != null) {
			behaviour.process(exchange);
		}
	}

	private Processor recorded(String step) {
		return (exchange) -> reach(step, exchange);
	}

	@Override
	public <T> @Nullable T lookupByNameAndType(String name, Class<T> type) {
		return (type == Processor.class) ? type.cast(recorded(name)) : null;
	}

	@Override
	public @Nullable Object lookupByName(String name) {
		return null;
	}

	@Override
	public <T> Map<String, T> findByTypeWithName(Class<T> type) {
		return Map.of();
	}

	@Override
	public <T> Set<T> findByType(Class<T> type) {
		return Set.of();
	}

	@Override
	public Processor createBeanProcessor(CamelContext context, @Nullable Object bean, @Nullable String beanType,
			@Nullable Class<?> beanClass, String ref, String method, BeanScope scope) {
		return recorded(ref + "." + method);
	}

	@Override
	public Processor createBeanProcessor(CamelContext context, Object bean, Method method) {
		throw new UnsupportedOperationException("Routes name beans by reference");
	}

	@Override
	public Endpoint registerEndpoint(String uri, Endpoint endpoint) {
		if (endpoint instanceof MockEndpoint mock) {
			mock.whenAnyExchangeReceived(recorded(uri.substring(MOCK.length())));
		}
		return endpoint;
	}

}
