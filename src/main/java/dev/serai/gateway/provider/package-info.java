/**
 * The common part of all wire protocols of providers. Each protocol has its own package
 * below.
 */
@NullMarked
package dev.serai.gateway.provider;

import org.jspecify.annotations.NullMarked;
