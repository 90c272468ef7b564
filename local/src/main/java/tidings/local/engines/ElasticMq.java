package tidings.local.engines;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Optional;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.pattern.Patterns;
import org.elasticmq.Limits;
import org.elasticmq.actor.QueueManagerActor;
import org.elasticmq.actor.queue.QueueEvent;
import org.elasticmq.persistence.sql.SqlQueuePersistenceActor;
import org.elasticmq.rest.sqs.TheSQSRestServerBuilder;
import org.elasticmq.server.config.ElasticMQServerConfig;
import org.elasticmq.util.NowProvider;
import scala.Option;
import scala.Some;
import scala.util.Either;
import scalikejdbc.ConnectionPool;

/**
 * ElasticMQ, put together as its own server does, but open only once what was kept is there again:
 * its own start returns before that, and answers that queues do not exist.
 *
 * <p>In a folder it keeps queues and messages on H2 with {@code WRITE_DELAY=0}: without that a
 * SIGKILL loses messages that were acknowledged (measured). Its pool of connections is one for the
 * JVM, so only one at a time can keep something.
 */
final class ElasticMq implements AutoCloseable {
  private static final Duration LONGEST_RESTORE = Duration.ofSeconds(30);

  private final ActorSystem actors;
  private final int port;

  private ElasticMq(ActorSystem actors, int port) {
    this.actors = actors;
    this.port = port;
  }

  static ElasticMq start(Account account, Optional<Path> folder, int port) {
    Config config = config(account, folder, port);
    var settings = new ElasticMQServerConfig(config);
    var limits = (Limits) settings.restSqs().sqsLimits();
    var actors = ActorSystem.create("elasticmq", config);
    Option<ActorRef> keeper = Option.apply(folder.map(_ -> keeper(actors, settings)).orElse(null));
    ActorRef queues =
        actors.actorOf(
            Props.create(
                QueueManagerActor.class,
                () -> new QueueManagerActor(new NowProvider(), limits, keeper)));
    if (keeper.isDefined()) {
      restore(
          keeper.get(),
          actors.actorOf(Props.create(FifoRestore.class, () -> new FifoRestore(queues))));
    }
    serve(actors, queues, keeper, settings);
    return new ElasticMq(actors, port);
  }

  private static void serve(
      ActorSystem actors,
      ActorRef queues,
      Option<ActorRef> keeper,
      ElasticMQServerConfig settings) {
    new TheSQSRestServerBuilder(
            new Some<>(actors),
            new Some<>(queues),
            settings.restSqs().bindHostname(),
            settings.restSqs().bindPort(),
            settings.nodeAddress(),
            false,
            (Limits) settings.restSqs().sqsLimits(),
            settings.awsRegion(),
            settings.awsAccountId(),
            keeper,
            settings.autoCreateQueues())
        .start()
        .waitUntilStarted();
  }

  private static ActorRef keeper(ActorSystem actors, ElasticMQServerConfig settings) {
    return actors.actorOf(
        Props.create(
            SqlQueuePersistenceActor.class,
            () ->
                new SqlQueuePersistenceActor(
                    settings.sqlQueuePersistenceConfig(), settings.baseQueues())));
  }

  private static void restore(ActorRef keeper, ActorRef queues) {
    Object outcome =
        Patterns.ask(keeper, new QueueEvent.Restore(queues), LONGEST_RESTORE)
            .toCompletableFuture()
            .join();
    if (outcome instanceof Either<?, ?> either && either.isLeft()) {
      throw new IllegalStateException("ElasticMQ does not restore its queues: " + either);
    }
  }

  private static Config config(Account account, Optional<Path> folder, int port) {
    var settings = new HashMap<String, Object>();
    settings.put("node-address.host", "127.0.0.1");
    settings.put("node-address.port", port);
    settings.put("rest-sqs.bind-hostname", "127.0.0.1");
    settings.put("rest-sqs.bind-port", port);
    settings.put("aws.region", account.region());
    settings.put("aws.accountId", account.id());
    settings.put("pekko.loglevel", "WARNING");
    folder.ifPresent(
        path -> {
          settings.put("messages-storage.enabled", true);
          settings.put("messages-storage.uri", connected(path));
        });
    return ConfigFactory.parseMap(settings).withFallback(ConfigFactory.load());
  }

  /** ElasticMQ connects once in the life of a JVM, to whatever folder came first. */
  private static String connected(Path folder) {
    String uri = "jdbc:h2:" + folder.toAbsolutePath().resolve("messages") + ";WRITE_DELAY=0";
    var settings = ConnectionPool.singleton$default$4();
    var factory = ConnectionPool.singleton$default$5(uri, "", "", settings);
    ConnectionPool.singleton(uri, "", "", settings, factory);
    return uri;
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Its server's own stop waits for long polls to end, though nobody waits for them any more. */
  @Override
  public void close() {
    actors.terminate();
    actors.getWhenTerminated().toCompletableFuture().join();
  }
}
