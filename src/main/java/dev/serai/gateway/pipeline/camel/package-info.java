/** The steps of the pipeline that belong to no one feature, and their wiring. */
@NullMarked
package dev.serai.gateway.pipeline.camel;

import org.jspecify.annotations.NullMarked;
