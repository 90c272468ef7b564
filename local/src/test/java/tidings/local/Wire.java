package tidings.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A line to a server that can be cut, so that nothing listens any more, and mended. */
final class Wire implements AutoCloseable {
  private final int port;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile ServerSocket listening;
  private volatile URI server = URI.create("http://127.0.0.1:1");

  private Wire(ServerSocket listening) {
    this.port = listening.getLocalPort();
    this.listening = listening;
    Thread.ofVirtual().start(() -> accept(listening));
  }

  static Wire open() {
    return new Wire(listen(0));
  }

  private static ServerSocket listen(int port) {
    try {
      return new ServerSocket(port, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** From now on connections lead there. */
  void to(URI uri) {
    server = uri;
  }

  /** Refuses every connection and breaks those that are open. */
  void cut() {
    try {
      listening.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void mend() {
    ServerSocket again = listen(port);
    listening = again;
    Thread.ofVirtual().start(() -> accept(again));
  }

  private void accept(ServerSocket socket) {
    try {
      while (true) {
        join(socket.accept());
      }
    } catch (IOException _) {
      // Cut.
    }
  }

  private void join(Socket near) throws IOException {
    var far = new Socket(server.getHost(), server.getPort());
    open.add(near);
    open.add(far);
    Thread.ofVirtual().start(() -> copy(near, far));
    Thread.ofVirtual().start(() -> copy(far, near));
  }

  private void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException _) {
      // Either side has hung up, and so does the other.
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  @Override
  public void close() {
    cut();
  }
}
