package tidings.dispatcher;

import java.util.List;
import java.util.Set;
import tidings.lambda.Bucket;
import tidings.lambda.FifoQueue;
import tidings.lambda.LocalBucket;
import tidings.lambda.MovableClock;
import tidings.message.Command;
import tidings.message.Content;
import tidings.message.MessageJson;
import tidings.message.Parked;
import tidings.table.LocalDynamo;

/** A dispatcher that is whole but for its waits, between things that can be made to fail. */
final class Bench implements AutoCloseable {
  final FakeGenesys genesys = new FakeGenesys();
  final MovableClock clock = new MovableClock();
  final Bucket bucket = LocalBucket.make();
  final BreakableSqs sqs = new BreakableSqs();
  final BreakableDynamo dynamo = new BreakableDynamo();
  final Ledger ledger = new Ledger(dynamo, LocalDynamo.newTable(), clock);
  final Ends ends =
      new Ends(
          ledger,
          new Parking(new FifoQueue(sqs, "parking"), clock),
          new FifoQueue(sqs, "transcript"));

  /** A dispatcher that asks the server on the loopback. */
  Dispatcher dispatcher() {
    return dispatcher(
        new RetryingGenesys(Samples.genesys(genesys, clock), Samples.noWait(), clock));
  }

  /** A dispatcher that asks this one. */
  Dispatcher dispatcher(Genesys other) {
    return new Dispatcher(other, fetches(1024), ends, Samples.patience(), clock);
  }

  /** Copies files of at most so many bytes from the server on the loopback. */
  Fetches fetches(long mostBytes) {
    var login = Samples.login(genesys, clock);
    var http = Samples.calls(clock).http();
    var downloads = new Downloads(http, Set.of(genesys.url().toString()), login, mostBytes, clock);
    return new Fetches(downloads, bucket, ends, Samples.patience());
  }

  /** What was reported of files. */
  List<Content.Stored> copied() {
    return sqs.recorded().bodiesSentTo("transcript").stream()
        .map(body -> MessageJson.read(body, Command.Copied.class).stored())
        .toList();
  }

  /** The outcomes that were reported, in order. */
  List<Command.Outcome> reports() {
    return sqs.recorded().bodiesSentTo("transcript").stream()
        .map(body -> MessageJson.read(body, Command.Report.class).outcome())
        .toList();
  }

  /** The codes of the failures that were reported, if nothing else was. */
  List<String> failures() {
    return reports().stream().map(outcome -> ((Command.NotSent) outcome).failure().code()).toList();
  }

  List<Parked> parked() {
    return sqs.recorded().bodiesSentTo("parking").stream()
        .map(body -> MessageJson.read(body, Parked.class))
        .toList();
  }

  @Override
  public void close() {
    genesys.close();
  }
}
