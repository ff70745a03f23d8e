/**
 * What a team wants done to its tables. A policy is a YAML file with {@code defaults} and {@code
 * overrides}; a table may have the last word by its own properties.
 *
 * <p>What holds for one key of one step on one table, strongest first: the table property {@code
 * lakewright.<step>.<key>}; an override by {@code table}; one by {@code database}; one by {@code
 * catalog}; the policy's {@code defaults}; the default that the step declares. Among overrides of
 * the same rank the later one in the file wins.
 */
package io.lakewright.maintain.policy;
