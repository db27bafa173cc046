/** Steps of the pipeline that belong to no single feature, and their wiring. */
@NullMarked
package dev.serai.gateway.pipeline.camel;

import org.jspecify.annotations.NullMarked;
