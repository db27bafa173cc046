/** The routes that run by themselves. */
@NullMarked
package dev.serai.routes.jobs;

import org.jspecify.annotations.NullMarked;
