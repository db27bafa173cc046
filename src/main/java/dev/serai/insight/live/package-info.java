/** The live view: current traffic, deployments, policies and status. */
@NullMarked
package dev.serai.insight.live;

import org.jspecify.annotations.NullMarked;
