/** Puts the objects together that no feature puts together itself. */
@NullMarked
package dev.serai.app.config;

import org.jspecify.annotations.NullMarked;
