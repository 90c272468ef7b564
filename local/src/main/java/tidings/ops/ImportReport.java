package tidings.ops;

import java.io.PrintWriter;

/** Says what becomes of each item of an import as soon as it is known, and counts. */
final class ImportReport {
  private final PrintWriter out;
  private final boolean dryRun;
  private int imported;
  private int there;
  private int skipped;
  private int missing;
  private boolean loss;

  ImportReport(PrintWriter out, boolean dryRun) {
    this.out = out;
    this.dryRun = dryRun;
  }

  void imported(BlueprintItem.Row row) {
    imported++;
    say(dryRun ? "would be" : "imported", row.key(), dryRun ? "imported" : "is there");
  }

  void there(BlueprintItem.Row row) {
    there++;
    say("there", row.key(), "was there before");
  }

  void skipped(BlueprintItem.Unfit item) {
    skipped++;
    loss |= item.loss();
    say("skipped", item.key(), item.why());
  }

  void missing(BlueprintItem.Row row) {
    missing++;
    say("missing", row.key(), "is sent and not there: run again");
  }

  private void say(String what, String key, String words) {
    out.printf("%-8s  %s  %s%n", what, key, words);
  }

  /** Says the sum; 0 if all that was said is there. */
  int end() {
    out.printf(
        "%d %s, %d there before, %d skipped, %d missing%n",
        imported, dryRun ? "would be imported" : "imported", there, skipped, missing);
    return missing == 0 && !loss ? 0 : 1;
  }
}
