package tidings.local.lambda;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import tidings.local.engines.Account;
import tidings.local.engines.Engines;
import tidings.local.template.Deployment;

/** Everything that is polled for functions, as the template's event source mappings say. */
public final class EventSources implements AutoCloseable {
  private final Functions functions;
  private final Engines engines;
  private final Engines.Site site;
  private final Clock clock;
  private final Checkpoints checkpoints;
  private final List<Poller> pollers = new ArrayList<>();

  private EventSources(Functions functions, Engines engines, Engines.Site site, Clock clock) {
    this.functions = functions;
    this.engines = engines;
    this.site = site;
    this.clock = clock;
    this.checkpoints = new Checkpoints(site.folder());
  }

  /**
   * Starts polling once all sources are found to be right.
   *
   * @throws IllegalStateException if a role lacks what Lambda's poller needs
   * @throws IllegalArgumentException if a filter is not understood
   */
  public static EventSources start(
      Deployment deployment, Functions functions, Engines engines, Engines.Site site, Clock clock) {
    var sources = new EventSources(functions, engines, site, clock);
    for (Deployment.Function function : deployment.functions()) {
      function.sources().forEach(source -> sources.add(function, source));
    }
    sources.pollers.forEach(Poller::start);
    return sources;
  }

  private void add(Deployment.Function function, Deployment.Source source) {
    switch (source) {
      case Deployment.QueueSource queue -> add(function, queue);
      case Deployment.StreamSource stream -> add(function, stream);
    }
  }

  private void add(Deployment.Function function, Deployment.QueueSource source) {
    Role.of(function, site.account())
        .require(
            source.queueArn(),
            List.of("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"));
    var poller =
        new QueuePoller(
            function.logicalId(),
            source,
            engines.sqs().client(),
            queueUrl(source.queueArn()),
            functions);
    pollers.add(poller);
  }

  private void add(Deployment.Function function, Deployment.StreamSource source) {
    Account account = site.account();
    String streamArn = account.arn("dynamodb", "table/" + source.tableName() + "/stream/local");
    Role role = Role.of(function, account);
    role.require(
        streamArn,
        List.of(
            "dynamodb:DescribeStream",
            "dynamodb:GetRecords",
            "dynamodb:GetShardIterator",
            "dynamodb:ListStreams"));
    source
        .retry()
        .onFailureQueueArn()
        .ifPresent(arn -> role.require(arn, List.of("sqs:SendMessage")));
    var onFailure =
        new OnFailure(
            engines.sqs().client(),
            source.retry().onFailureQueueArn().map(this::queueUrl),
            account.arn("lambda", "function:" + function.logicalId()),
            streamArn,
            clock);
    var conversion = new StreamRecords(streamArn, account.region());
    var poller =
        new StreamPoller(
            new StreamPoller.Reading(
                function.logicalId(), engineArn(source.tableName()), source.batchSize()),
            engines.dynamo().streams(),
            new StreamBatches(function.logicalId(), source, functions, conversion, onFailure),
            checkpoints);
    pollers.add(poller);
  }

  /** DynamoDB Local has its own ARNs. */
  private String engineArn(String table) {
    return engines
        .dynamo()
        .client()
        .describeTable(describe -> describe.tableName(table))
        .table()
        .latestStreamArn();
  }

  private String queueUrl(String arn) {
    return engines.sqs().queueUrl(arn.substring(arn.lastIndexOf(':') + 1));
  }

  /** Stops all side by side, since each may wait some seconds for its invocations. */
  @Override
  public void close() {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      pollers.forEach(poller -> threads.execute(poller::close));
    }
  }
}
