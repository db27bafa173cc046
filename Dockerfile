FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
COPY pom.xml .
COPY config config
COPY src src
RUN mvn -B -ntp -Dmaven.test.skip=true package

FROM eclipse-temurin:25-jre AS base
# Charts in mailed reports are written with fonts.
RUN apt-get update -q && apt-get install -q -y --no-install-recommends fontconfig fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/*
# The embedded PostgreSQL refuses to run as root, and so does Serai here.
RUN useradd --system --uid 10001 --user-group --home-dir /opt/serai --no-create-home serai \
    && install -d -o serai -g serai -m 0700 /var/lib/serai \
    && install -d -o serai -g serai -m 0755 /opt/serai
WORKDIR /opt/serai
COPY config config
USER serai
ENV JAVA_TOOL_OPTIONS="-XX:+UseSerialGC -Xms96m -Xmx512m"

# Starts once, so that each start of the image is quick.
FROM base AS prepared
COPY --from=build /build/target/serai.jar /build/src/main/docker/prepare-start.sh /tmp/
RUN /tmp/prepare-start.sh /tmp/serai.jar /opt/serai/app

FROM base
COPY --from=prepared /opt/serai/app app
ENV SERAI_DATA_DIR=/var/lib/serai \
    SERAI_CONFIG_DIR=/opt/serai/config
VOLUME /var/lib/serai
EXPOSE 8080 9090
# The image has no HTTP client; bash speaks enough of it.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${MANAGEMENT_SERVER_PORT:-9090} && printf 'GET /actuator/health/readiness HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]
ENTRYPOINT ["java", "-XX:AOTCache=/opt/serai/app/serai.aot", "-jar", "/opt/serai/app/serai.jar"]
