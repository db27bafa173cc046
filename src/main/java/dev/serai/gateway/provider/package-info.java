/**
 * What is common to all wire protocols of providers. Each protocol is a package of its
 * own below.
 */
@NullMarked
package dev.serai.gateway.provider;

import org.jspecify.annotations.NullMarked;
