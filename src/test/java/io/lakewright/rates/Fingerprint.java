package io.lakewright.rates;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Tells tables of different content apart, whatever the order of their rows and however many there
 * are.
 *
 * @param rows their number
 * @param hashes the sum of the rows' hashes
 */
record Fingerprint(long rows, String hashes) {
  static Fingerprint of(Dataset<Row> table) {
    Column[] columns =
        Arrays.stream(RatesTable.SCHEMA.fieldNames())
            .map(name -> functions.col(name).cast(RatesTable.SCHEMA.apply(name).dataType()))
            .toArray(Column[]::new);
    Row row =
        table
            .select(functions.xxhash64(columns).cast("decimal(20,0)").as("hash"))
            .selectExpr("count(*)", "cast(coalesce(sum(hash), 0) as string)")
            .first();
    return new Fingerprint(row.getLong(0), row.getString(1));
  }
}
