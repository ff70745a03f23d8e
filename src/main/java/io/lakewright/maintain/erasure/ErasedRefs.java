package io.lakewright.maintain.erasure;

import io.lakewright.maintain.TableContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.apache.iceberg.ManageSnapshots;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;

/** Branches and tags in the course of an erasure. */
final class ErasedRefs {
  /** A tag is rewritten on a branch of this name, which then goes. */
  private static final String WORK = "lakewright-erase-";

  private final Table table;
  private final BranchErasure branches;

  ErasedRefs(TableContext context, RowCondition condition) {
    this.table = context.table();
    this.branches = new BranchErasure(context, condition);
  }

  /** Branches that an earlier erasure left when it died. */
  void removeLeftovers() {
    table.refresh();
    ManageSnapshots change = table.manageSnapshots();
    List<String> old =
        table.refs().keySet().stream().filter(name -> name.startsWith(WORK)).toList();
    old.forEach(change::removeBranch);
    if (!old.isEmpty()) {
      change.commit();
      table.refresh();
    }
  }

  /** Those other than main from which something must be erased, by name. */
  List<String> holding(Set<String> files) {
    List<String> holding = new ArrayList<>();
    new TreeMap<>(table.refs())
        .forEach(
            (name, ref) -> {
              if (!name.equals(SnapshotRef.MAIN_BRANCH)
                  && branches.holds(table.snapshot(ref.snapshotId()), files)) {
                holding.add(name);
              }
            });
    return holding;
  }

  /**
   * Erases from main, and from others as told.
   *
   * @return whether anything had to be changed
   */
  boolean eraseFrom(Set<String> files, List<String> holding, RefHandling handling) {
    boolean main =
        table.currentSnapshot() != null && branches.holds(table.currentSnapshot(), files);
    if (main) {
      branches.run(SnapshotRef.MAIN_BRANCH, files);
    }
    for (String name : holding) {
      boolean branch = table.refs().get(name).isBranch();
      if (handling == RefHandling.DROP) {
        ManageSnapshots change = table.manageSnapshots();
        (branch ? change.removeBranch(name) : change.removeTag(name)).commit();
      } else if (branch) {
        branches.run(name, files);
      } else {
        moveTag(name, files);
      }
      table.refresh();
    }
    return main || !holding.isEmpty();
  }

  private void moveTag(String tag, Set<String> files) {
    String work = WORK + tag;
    table.manageSnapshots().createBranch(work, table.refs().get(tag).snapshotId()).commit();
    branches.run(work, files);
    table.refresh();
    table
        .manageSnapshots()
        .replaceTag(tag, table.refs().get(work).snapshotId())
        .removeBranch(work)
        .commit();
  }

  /**
   * Fails if equality deletes with values of the condition's columns are left.
   *
   * @throws IllegalStateException if there are
   */
  void requireNoTellingDeletes() {
    for (SnapshotRef ref : table.refs().values()) {
      if (branches.holds(table.snapshot(ref.snapshotId()), Set.of())) {
        throw new IllegalStateException(
            "A writer has added equality deletes on the columns of the condition meanwhile; run again");
      }
    }
  }
}
