package dev.serai.benchmark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * nginx as a plain reverse proxy before the fake provider: the least that a proxy costs.
 */
final class Nginx {

	private static final String CONFIGURATION = """
			worker_processes 2;
			error_log stderr;
			pid %1$s/nginx.pid;
			events { worker_connections 8192; }
			http {
				access_log off;
				client_body_temp_path %1$s/body;
				proxy_temp_path %1$s/proxy;
				fastcgi_temp_path %1$s/fastcgi;
				uwsgi_temp_path %1$s/uwsgi;
				scgi_temp_path %1$s/scgi;
				keepalive_requests 100000000;
				upstream provider {
					server 127.0.0.1:%2$d;
					keepalive 128;
					keepalive_requests 100000000;
				}
				server {
					listen 127.0.0.1:%3$d;
					location / {
						proxy_pass http://provider;
						proxy_http_version 1.1;
						proxy_set_header Connection "";
					}
				}
			}
			""";

	private Nginx() {
	}

	/** Starts it on a port; nothing where it is not installed. */
	static Optional<Program> start(Path directory, int providerPort, int port)
			throws IOException, InterruptedException {
		Optional<Path> executable = find();
		if (executable.isEmpty()) {
			return Optional.empty();
		}
		Path home = Files.createDirectories(directory.resolve("nginx")).toAbsolutePath();
		Path configuration = home.resolve("nginx.conf");
		Files.writeString(configuration, CONFIGURATION.formatted(home, providerPort, port));
		Program nginx = Program.start("nginx", List.of(executable.get().toString(), "-p", home.toString(), "-c",
				configuration.toString(), "-g", "daemon off;"), Map.of());
		nginx.await(() -> Program.listens(port));
		return Optional.of(nginx);
	}

	private static Optional<Path> find() {
		String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
		return Stream.of(path.split(File.pathSeparator))
			.map((directory) -> Path.of(directory, "nginx"))
			.filter(Files::isExecutable)
			.findFirst();
	}

}
