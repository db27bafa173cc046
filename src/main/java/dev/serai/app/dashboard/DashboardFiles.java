package dev.serai.app.dashboard;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.MediaType;

/**
 * The dashboard's files by the names that browsers request. The list is built once from
 * the class path; a request for any other name finds nothing. Contents are read at their
 * first use.
 */
final class DashboardFiles {

	private static final String OWN = "/static/dashboard/";

	/**
	 * The names contain the version, so that browsers may cache the files permanently.
	 */
	private static final Map<String, String> LIBRARIES = Map.of("lib/htm-3.1.1.js",
			"/META-INF/resources/_static/htm/3.1.1/preact/standalone.module.js", "lib/echarts-6.0.0.js",
			"/META-INF/resources/_static/echarts/6.0.0/dist/echarts.esm.min.js");

	private static final Map<String, MediaType> TYPES = Map.of("html",
			MediaType.parseMediaType("text/html;charset=utf-8"), "css",
			MediaType.parseMediaType("text/css;charset=utf-8"), "js",
			MediaType.parseMediaType("text/javascript;charset=utf-8"), "svg",
			MediaType.parseMediaType("image/svg+xml"));

	private final Map<String, Resource> resources = new TreeMap<>();

	private final Map<String, File> files = new ConcurrentHashMap<>();

	DashboardFiles() {
		try {
			for (Resource resource : new PathMatchingResourcePatternResolver()
				.getResources("classpath:" + OWN + "**")) {
				String url = resource.getURL().toString();
				String name = url.substring(url.lastIndexOf(OWN) + OWN.length());
				if (TYPES.containsKey(ending(name))) {
					this.resources.put(name, resource);
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		LIBRARIES.forEach((name, path) -> this.resources.put(name, new ClassPathResource(path)));
	}

	/**
	 * @return null when there is no such file
	 */
	@Nullable File file(String name) {
		Resource resource = this.resources.get(name);
		return (resource == null) ? null : this.files.computeIfAbsent(name, key -> read(key, resource));
	}

	private static File read(String name, Resource resource) {
		try {
			byte[] content = resource.getContentAsByteArray();
			String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 16);
			return new File(TYPES.get(ending(name)), content, zipped(content), hash, LIBRARIES.containsKey(name));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static byte[] zipped(byte[] content) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length / 2);
		try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
			zip.write(content);
		}
		return bytes.toByteArray();
	}

	private static String ending(String name) {
		return name.substring(name.lastIndexOf('.') + 1);
	}

	/**
	 * @param content the uncompressed content
	 * @param zipped the gzipped content
	 * @param hash the content's hash in hexadecimal
	 * @param lasting whether changed content would have another name
	 */
	@SuppressWarnings("ArrayRecordComponent")
	record File(MediaType type, byte[] content, byte[] zipped, String hash, boolean lasting) {
	}

}
