/** Benchmarks behind the scripts in {@code bench/}; no tests. */
package io.lakewright.bench;
