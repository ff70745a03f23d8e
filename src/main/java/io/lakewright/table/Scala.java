package io.lakewright.table;

import java.util.List;
import java.util.Map;
import scala.Option;
import scala.Tuple2;
import scala.collection.JavaConverters;

/** Scala's collections for the few Spark classes that want them. */
final class Scala {
  private Scala() {}

  static <T> scala.collection.Seq<T> seq(List<T> list) {
    return JavaConverters.asScalaBufferConverter(list).asScala().toList();
  }

  static <T> List<T> list(scala.collection.Seq<T> seq) {
    return List.copyOf(JavaConverters.seqAsJavaListConverter(seq).asJava());
  }

  static <V> scala.collection.immutable.Map<String, V> map(Map<String, V> map) {
    scala.collection.immutable.Map<String, V> result =
        scala.collection.immutable.Map$.MODULE$.empty();
    for (Map.Entry<String, V> entry : map.entrySet()) {
      result = result.$plus(Tuple2.apply(entry.getKey(), entry.getValue()));
    }
    return result;
  }

  static <T> Option<T> some(T value) {
    return Option.apply(value);
  }

  static <T> Option<T> none() {
    return Option.empty();
  }
}
