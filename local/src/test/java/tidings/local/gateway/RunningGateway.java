package tidings.local.gateway;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import tidings.local.lambda.Functions;
import tidings.local.template.Deployment;

/**
 * A gateway on a free port, the requests of a client to it, and the events that it made of them.
 */
final class RunningGateway implements AutoCloseable {
  static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Gateway gateway;
  private final List<Object> events = new CopyOnWriteArrayList<>();

  RunningGateway(Deployment.HttpApi api, Functions functions) throws IOException {
    this(api, functions, new Customers("sub", false), Clock.fixed(NOON, ZoneOffset.UTC));
  }

  RunningGateway(Deployment.HttpApi api, Functions functions, Customers customers, Clock clock)
      throws IOException {
    this(api, functions, customers, clock, Integration.LIMIT);
  }

  RunningGateway(
      Deployment.HttpApi api, Functions functions, Customers customers, Clock clock, Duration limit)
      throws IOException {
    Functions recording =
        (id, event) -> {
          events.add(event);
          return functions.invoke(id, event);
        };
    gateway = new Gateway(api, recording, customers, clock, limit);
    server = Gateway.bind(0);
    server.createContext("/", gateway);
    server.start();
  }

  Gateway gateway() {
    return gateway;
  }

  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws Exception {
    return send(to(path));
  }

  APIGatewayV2HTTPEvent event() {
    return (APIGatewayV2HTTPEvent) events.getLast();
  }

  List<Object> events() {
    return events;
  }

  static APIGatewayV2HTTPResponse answer(int status, String body) {
    return APIGatewayV2HTTPResponse.builder().withStatusCode(status).withBody(body).build();
  }

  @Override
  public void close() {
    server.stop(0);
    client.close();
  }
}
