package io.lakewright.sample;

import java.nio.file.Path;

/**
 * The series that were written.
 *
 * @param path the file of points
 * @param anomalies how many were put in; {@code _anomalies.csv} beside the points tells where
 */
public record SeriesResult(Path path, long points, long anomalies) {}
