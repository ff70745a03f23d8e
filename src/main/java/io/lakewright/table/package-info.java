/**
 * Places, formats and the only Spark input and output of the application.
 *
 * <p>A job writes through a {@link io.lakewright.table.Publication}: everything is staged first,
 * and {@code commit} makes a table and its companions visible together.
 *
 * <table>
 * <caption>What is atomic where</caption>
 * <tr><th>format</th><th>the table itself</th><th>its companions</th></tr>
 * <tr><td>Parquet and Avro files, local or HDFS, new or replaced</td>
 *     <td>two directory renames, between which the table is absent for an instant</td>
 *     <td>the same, right after</td></tr>
 * <tr><td>Parquet and Avro files, appended to, or on an object store</td>
 *     <td>files appear one by one over seconds, new ones before old ones go</td>
 *     <td>the same, right after</td></tr>
 * <tr><td>Iceberg</td><td>one snapshot</td><td>one snapshot each, right after</td></tr>
 * <tr><td>Delta</td><td>one version</td><td>one version each, right after</td></tr>
 * </table>
 *
 * <p>Whatever the format there is <b>one decision</b>: the journal file for plain files, the commit
 * of the data table for Iceberg and Delta. A run that dies before it leaves the earlier content as
 * it was; a run that dies after it is completed by the next {@link
 * io.lakewright.table.Publication#begin begin} on the same output, before that run looks at what is
 * there. No run is half published after that, and none twice.
 *
 * <p>Cost: staging writes every row once. For plain files publication adds one listing of the
 * staged folder plus two renames, or one rename per file (on S3 a copy inside the store), done in
 * parallel. Iceberg and Delta add no data work, except that {@code replacing} rewrites the files
 * that hold replaced rows.
 */
package io.lakewright.table;
