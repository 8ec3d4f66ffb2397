package org.jseverywhere.websocket.internal.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import jakarta.websocket.DeploymentException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.Principal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jseverywhere.websocket.internal.core.Admission;
import org.jseverywhere.websocket.internal.core.Caller;
import org.jseverywhere.websocket.internal.core.HandshakeRequest;
import org.jseverywhere.websocket.internal.core.Penalty;
import org.jseverywhere.websocket.internal.core.SessionBond;
import org.jseverywhere.websocket.internal.endpoint.TemplateEndpoint;
import org.jspecify.annotations.Nullable;

/** The first filter of the application: takes the handshakes for our servers, and nothing else. */
final class UpgradeFilter implements Filter {

  private final HttpSessions sessions;
  private final Refusals refusals = new Refusals(new Penalty(Penalty.USUAL_MILLIS));
  private volatile ThreadContexts contexts = ThreadContexts.NONE;
  private volatile @Nullable ServletHost host;

  UpgradeFilter(HttpSessions sessions) {
    this.sessions = sessions;
  }

  /** Serves the servers of this host from now on, each client in its user's context. */
  void serve(ServletHost servletHost, ThreadContexts threadContexts) {
    contexts = threadContexts;
    host = servletHost;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    ServletHost present = host;
    if (present != null
        && request instanceof HttpServletRequest httpRequest
        && response instanceof HttpServletResponse httpResponse) {
      filter(present, httpRequest, httpResponse, chain);
    } else {
      chain.doFilter(request, response);
    }
  }

  /**
   * The application stops. Containers end its sessions after its filters and before its listeners:
   * that says nothing about the users.
   */
  @Override
  public void destroy() {
    sessions.ignoreEnds();
  }

  private void filter(
      ServletHost host, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HandshakeRequest handshake = read(request);
    if (handshake.path().startsWith(TemplateEndpoint.PATH)) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    Admission admission = decided(host.admit(handshake));
    if (admission instanceof Admission.NotOurs) {
      chain.doFilter(request, response);
    } else if (admission instanceof Admission.NoUpgrade) {
      boolean reads = handshake.method().equals("GET") || handshake.method().equals("HEAD");
      if (reads) {
        askForUpgradeIfNotFound(request, response, chain);
      } else {
        chain.doFilter(request, response);
      }
    } else if (admission instanceof Admission.Refused refused) {
      refusals.refuse(request, response, refused);
    } else if (admission instanceof Admission.Accepted accepted) {
      try {
        host.upgrade(request, new UpgradingRequest(request), response, accepted);
      } catch (DeploymentException e) {
        throw new ServletException("The container could not upgrade " + handshake, e);
      }
    }
  }

  private static void askForUpgradeIfNotFound(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    try {
      chain.doFilter(request, new UpgradeRequiredIfNotFound(response));
    } catch (FileNotFoundException e) {
      // Open Liberty (26.0.0.3) throws this where others send 404.
      if (response.isCommitted() || !String.valueOf(e.getMessage()).startsWith("SRVE0190E")) {
        throw e;
      }
      Refusals.tell(response, Admission.NoUpgrade.UPGRADE_REQUIRED);
    }
  }

  /**
   * Waits with the client, on this thread: not every container can upgrade a request that has gone
   * asynchronous. The engine bounds how many wait and for how long, and lets none outlive its
   * server.
   */
  private static Admission decided(Admission admission) {
    return admission instanceof Admission.Pending pending
        ? pending.decision().toCompletableFuture().join()
        : admission;
  }

  private HandshakeRequest read(HttpServletRequest request) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      headers.put(name, Collections.list(request.getHeaders(name)));
    }
    // A session id in the path, for clients without cookies, is not part of it.
    String path =
        request
            .getRequestURI()
            .substring(request.getContextPath().length())
            .replaceAll(";[^/]*", "");
    return new HandshakeRequest(
        request.getMethod(),
        request.isSecure(),
        request.getContextPath(),
        path,
        request.getQueryString(),
        headers,
        remote(request),
        // For other requests it is not worth its cost.
        request.getHeader("Upgrade") == null ? Caller.NOBODY : caller(request));
  }

  private Caller caller(HttpServletRequest request) {
    Principal principal = request.getUserPrincipal();
    SessionBond session = sessions.bond(request);
    return principal == null
        ? new Caller(null, role -> false, session, null)
        : new Caller(principal, request::isUserInRole, session, contexts.capture());
  }

  private static InetSocketAddress remote(HttpServletRequest request) {
    String address = request.getRemoteAddr();
    try {
      // A literal address: nothing is looked up.
      return new InetSocketAddress(InetAddress.getByName(address), request.getRemotePort());
    } catch (UnknownHostException notAnAddress) {
      return InetSocketAddress.createUnresolved(address, request.getRemotePort());
    }
  }

  /** Tells who asks a server's path for a page, where the application has none, what is there. */
  private static final class UpgradeRequiredIfNotFound extends HttpServletResponseWrapper {

    private final HttpServletResponse response;

    UpgradeRequiredIfNotFound(HttpServletResponse response) {
      super(response);
      this.response = response;
    }

    @Override
    public void sendError(int status) throws IOException {
      if (status == SC_NOT_FOUND) {
        Refusals.tell(response, Admission.NoUpgrade.UPGRADE_REQUIRED);
      } else {
        super.sendError(status);
      }
    }

    @Override
    public void sendError(int status, String message) throws IOException {
      if (status == SC_NOT_FOUND) {
        Refusals.tell(response, Admission.NoUpgrade.UPGRADE_REQUIRED);
      } else {
        super.sendError(status, message);
      }
    }
  }
}
