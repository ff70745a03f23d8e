/**
 * Options from job files: strict YAML, values as texts, unknown names answered with the nearest
 * known one, and the masking of secrets wherever options are shown.
 */
package io.lakewright.config;
