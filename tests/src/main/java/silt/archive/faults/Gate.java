package silt.archive.faults;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door of one authority: passes every exchange on to the server behind it, byte for byte, and
 * keeps the {@link RequestLog}. Where a {@link Fault} strikes it answers itself, holds back, cuts
 * short or resets. Being below HTTP libraries it can do this to S3 as to anything else.
 */
public final class Gate implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Gate.class);
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final int IDLE_MS = 60_000;

  /** Tells the server behind the gate to leave out the items of a page. */
  public static final String EMPTY_PAGE_HEADER = "X-Sample-Empty-Page";

  private final String authority;
  private final ServerSocket listener;
  private final Faults faults;
  private final RequestLog requests;
  private final Guard guard;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService exchanges;
  private volatile int upstreamPort;

  /**
   * Takes a port of the loopback address; nobody is let in before {@link #open}.
   *
   * @param port 0 for any
   * @throws IOException where the port is in use
   */
  public Gate(String authority, int port, Faults faults, RequestLog requests, Guard guard)
      throws IOException {
    this.guard = guard;
    this.authority = authority;
    this.faults = faults;
    this.requests = requests;
    this.listener = new ServerSocket(port, 256, LOOPBACK);
    this.exchanges =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "gate-" + authority);
              thread.setDaemon(true);
              return thread;
            });
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Lets requests in, to the server on this port of the loopback address. */
  public void open(int upstreamPort) {
    this.upstreamPort = upstreamPort;
    exchanges.execute(this::accept);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
    exchanges.shutdownNow();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        open.add(client);
        exchanges.execute(() -> serve(client));
      } catch (IOException | RejectedExecutionException ended) {
        if (!listener.isClosed()) {
          log.warn("{}: no connection: {}", authority, ended.getMessage());
        }
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      client.setSoTimeout(IDLE_MS);
      client.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(client.getInputStream(), 64 * 1024);
      Optional<HttpHead> request = HttpHead.read(in);
      if (request.isPresent()) {
        exchange(client, in, request.get());
      }
    } catch (IOException broken) {
      log.debug("{}: exchange broken off: {}", authority, broken.getMessage());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(client);
    }
  }

  private void exchange(Socket client, InputStream in, HttpHead request)
      throws IOException, InterruptedException {
    boolean control = request.path().startsWith("/_");
    Optional<Fault> fault = control ? Optional.empty() : faults.strike(authority, request);
    Reply reply = new Reply(client, fault);
    try {
      if (fault.isPresent()) {
        byte[] canned = CannedReplies.of(fault.get(), authority, request.method().equals("HEAD"));
        if (canned.length > 0) {
          drain(in, request);
          reply.whole(canned);
          return;
        }
        reply.holdBackBeforeHead();
      }
      Optional<Guard.Refusal> refusal =
          guard.judge(request.method(), request.target(), request::header);
      if (refusal.isPresent()) {
        drain(in, request);
        reply.whole(CannedReplies.of(refusal.get(), request.method().equals("HEAD")));
        return;
      }
      pass(in, request, reply, fault);
    } finally {
      if (!control) {
        requests.add(authority, request, reply.status(), reply.bytes(), fault);
      }
    }
  }

  private void pass(InputStream in, HttpHead request, Reply reply, Optional<Fault> fault)
      throws IOException, InterruptedException {
    try (Socket upstream = new Socket(LOOPBACK, upstreamPort)) {
      upstream.setTcpNoDelay(true);
      OutputStream to = upstream.getOutputStream();
      to.write(
          request.forOneExchange(
              fault
                  .filter(each -> each.kind() == Fault.Kind.EMPTY_PAGE)
                  .map(each -> EMPTY_PAGE_HEADER + ": true")));
      if (request.header("expect").isPresent()) {
        reply.carryOn();
      }
      copy(in, to, request.contentLength());
      to.flush();
      InputStream from = new BufferedInputStream(upstream.getInputStream(), 64 * 1024);
      HttpHead head =
          HttpHead.read(from)
              .orElseThrow(() -> new IOException("the server behind the gate said nothing"));
      reply.head(head);
      reply.body(from);
    }
  }

  /** Reads a body that nobody wants, unless the client waits to be asked for it. */
  private static void drain(InputStream in, HttpHead request) throws IOException {
    if (request.header("expect").isPresent()) {
      return;
    }
    copy(in, OutputStream.nullOutputStream(), request.contentLength());
  }

  private static void copy(InputStream in, OutputStream out, long length) throws IOException {
    byte[] buffer = new byte[8192];
    long left = length;
    while (left > 0) {
      int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (n < 0) {
        throw new IOException("the peer closed " + left + " bytes before the end of its body");
      }
      out.write(buffer, 0, n);
      left -= n;
    }
  }
}
