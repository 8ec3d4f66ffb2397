package org.jseverywhere.websocket;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a server listens, and its limits and rules. Immutable.
 *
 * <pre>{@code
 * WebSocketServer.open(
 *     WebSocketServerOptions.of("/chat")
 *         .serverId("chat")
 *         .allowedOrigins("https://example.org")
 *         .maxMessageSize(16 * 1024)
 *         .build());
 * }</pre>
 */
public final class WebSocketServerOptions {

  private final String url;
  private final @Nullable String serverId;

  /** Those that were set; every value is one of its option. */
  private final Map<Option<?>, Object> values;

  private WebSocketServerOptions(Builder builder) {
    url = builder.url;
    serverId = builder.serverId;
    values = Map.copyOf(builder.values);
  }

  @SuppressWarnings("unchecked") // the builder puts nothing else there
  private <T> T get(Option<T> option) {
    return (T) values.getOrDefault(option, option.defaultValue());
  }

  /**
   * Options for a server on this URL, all others at their defaults.
   *
   * @param url where it listens, as {@link WebSocketServer} describes; checked when it is opened
   * @return a builder
   */
  public static Builder of(String url) {
    return new Builder(Objects.requireNonNull(url, "url"));
  }

  /**
   * Where the server listens.
   *
   * @return the URL
   */
  public String url() {
    return url;
  }

  /**
   * The id that the server is shared by.
   *
   * @return the id, or null (the default) for a server of its own
   */
  public @Nullable String serverId() {
    return serverId;
  }

  /**
   * The sub-protocol that the server speaks. It is agreed on with clients that offer it; others are
   * let in without one.
   *
   * @return the protocol, empty (the default) if it has none
   */
  public String protocol() {
    return get(OptionTable.PROTOCOL);
  }

  /**
   * How binary messages are given at first.
   *
   * @return the type, {@link BinaryType#BLOB} by default
   */
  public BinaryType binaryType() {
    return get(OptionTable.BINARY_TYPE);
  }

  /**
   * The origins whose pages may connect; pages of others are refused with status 403. Clients that
   * send no Origin header are not browsers and are let in.
   *
   * @return the origins; {@code "https://*.example.org"} is that of every name below the domain and
   *     not of the domain itself, {@code "*"} is any; empty (the default) is the origin of the
   *     server itself
   */
  public List<String> allowedOrigins() {
    return get(OptionTable.ALLOWED_ORIGINS);
  }

  /**
   * The proxies that are believed when they tell whom they speak for. Of a client that comes
   * through them {@link OpeningHandshake#remoteURI()} is then the address nearest to the server
   * that is not one of them, and its port 0 if they do not tell it; {@link Port#url()} has the
   * scheme that they tell. What a client itself writes into those headers is never believed.
   *
   * @return addresses, or ranges of them as CIDR writes them; empty (the default) to believe nobody
   * @see <a href="https://www.rfc-editor.org/rfc/rfc7239#section-8.1">RFC 7239, section 8.1</a>
   */
  public List<String> trustedProxies() {
    return get(OptionTable.TRUSTED_PROXIES);
  }

  /**
   * The header that {@link #trustedProxies()} write. The other one is not looked at: a proxy that
   * does not know it hands on what the client wrote.
   *
   * @return the header, {@link ForwardedHeader#X_FORWARDED} by default
   */
  public ForwardedHeader forwardedHeader() {
    return get(OptionTable.FORWARDED_HEADER);
  }

  /**
   * The roles that {@link OpeningHandshake#isUserInRole} can be asked for. The container knows who
   * has them only during the handshake, and is asked for each of them then.
   *
   * @return their names; empty by default
   */
  public List<String> roles() {
    return get(OptionTable.ROLES);
  }

  /**
   * Which clients go when the HTTP session ends, because it is invalidated or times out, that their
   * handshake came with: they are closed with 1008, and what waits for them is dropped. Messages do
   * not keep an HTTP session alive.
   *
   * @return the clients, {@link SessionBinding#AUTHENTICATED} by default
   */
  public SessionBinding sessionBinding() {
    return get(OptionTable.SESSION_BINDING);
  }

  /**
   * Whether handlers of messages may wait for something. Order, overlap and context of the calls
   * are the same either way.
   *
   * @return {@link HandlerExecution#BLOCKING} by default
   */
  public HandlerExecution handlerExecution() {
    return get(OptionTable.HANDLER_EXECUTION);
  }

  /**
   * How long a client waits for the decision of a {@link HandshakeEvent}; then it is refused with
   * status 503.
   *
   * @return the time, 10 seconds by default
   */
  public Duration handshakeTimeout() {
    return get(OptionTable.HANDSHAKE_TIMEOUT);
  }

  /**
   * How many clients may wait for the decision of a {@link HandshakeEvent} at the same time. One
   * more is refused with status 503. On a servlet container each of them holds a thread of the
   * container.
   *
   * @return the number of clients, 16 by default
   */
  public int maxPendingHandshakes() {
    return get(OptionTable.MAX_PENDING_HANDSHAKES);
  }

  /**
   * The largest message that a client may send, text counted in UTF-8. A larger one closes its port
   * with code 1009.
   *
   * @return the size in bytes, 65,536 by default
   */
  public int maxMessageSize() {
    return get(OptionTable.MAX_MESSAGE_SIZE);
  }

  /**
   * How many messages of one client may wait for a busy handler or for the start of its port. One
   * more closes its port with code 1008; a container that reads on the thread of the handler does
   * not read on until the handler is done, and the client's own system holds it back.
   *
   * @return the number of messages, 256 by default
   */
  public int maxPendingMessages() {
    return get(OptionTable.MAX_PENDING_MESSAGES);
  }

  /**
   * How much may wait for one slow client; each port starts with it. Of more the {@link
   * #overflowPolicy()} decides. A single message that is larger is sent if nothing else waits.
   *
   * @return the size in bytes, text in UTF-8, 1,048,576 by default
   * @see Port#maxBufferedAmount(long)
   */
  public long maxBufferedAmount() {
    return get(OptionTable.MAX_BUFFERED_AMOUNT);
  }

  /**
   * What happens to a message for a client for which more than {@link #maxBufferedAmount()} would
   * wait; each port starts with it.
   *
   * @return the policy, {@link OverflowPolicy#CLOSE} by default
   * @see Port#overflowPolicy(OverflowPolicy)
   */
  public OverflowPolicy overflowPolicy() {
    return get(OptionTable.OVERFLOW_POLICY);
  }

  /**
   * How long {@code postMessage} waits for a slow client under {@link OverflowPolicy#BLOCK};
   * without a meaning under the others.
   *
   * @return the time, 1 second by default
   */
  public Duration overflowTimeout() {
    return get(OptionTable.OVERFLOW_TIMEOUT);
  }

  /**
   * How long something may wait for a client that takes nothing at all; then its port is closed
   * with code 1013, whatever the {@link #overflowPolicy()}, and dropped if it does not answer. A
   * client that is slow and takes something now and then is kept. Where the container only tells
   * that it has taken the whole of a message, it has this time for each 256 KiB of it.
   *
   * @return the time, 10 seconds by default
   */
  public Duration stallTimeout() {
    return get(OptionTable.STALL_TIMEOUT);
  }

  /**
   * How often a client is sent a ping, through the same queue as messages. Its answer tells {@link
   * Port#roundTripTime()} and that it is still there; and proxies do not end a connection on which
   * something goes by.
   *
   * @return the time, 25 seconds by default; zero for no pings
   * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-5.5.2">RFC 6455, section 5.5.2</a>
   */
  public Duration pingInterval() {
    return get(OptionTable.PING_INTERVAL);
  }

  /**
   * How long nothing may come from a client: no whole message and no answer to a ping. Then its
   * port is closed with code 1001, and dropped if it does not answer within a second. Each is
   * closed up to a quarter of this later, at random, so that clients do not all come back at once.
   * While something waits for the client to read, {@link #stallTimeout()} decides instead.
   *
   * @return the time, 60 seconds by default and always longer than {@link #pingInterval()}; zero
   *     for any time
   */
  public Duration silenceTimeout() {
    return get(OptionTable.SILENCE_TIMEOUT);
  }

  /**
   * How old a connection may become; then its port is closed with code 1001. Each is closed up to a
   * tenth of this earlier, at random, so that clients do not all come back at once.
   *
   * @return the time, zero (the default) for any age
   */
  public Duration maxAge() {
    return get(OptionTable.MAX_AGE);
  }

  /**
   * How many clients may be connected at the same time. One that has left counts until its close
   * event is handled: what it has sent still takes memory and threads. One more is refused with
   * status 503 and Retry-After; those that pass a handshake together and are too many are closed
   * with code 1013.
   *
   * @return the number of clients, 2,147,483,647 by default, which is no limit
   */
  public int maxPorts() {
    return get(OptionTable.MAX_PORTS);
  }

  /**
   * How many clients of one address may be connected at the same time, counted as for {@link
   * #maxPorts()}; addresses of IPv6 count as one if their first 64 bits are equal. One more is
   * refused with status 429 and Retry-After. Behind a proxy all clients have one address, unless it
   * is one of {@link #trustedProxies()}.
   *
   * @return the number of clients, 2,147,483,647 by default, which is no limit
   */
  public int maxPortsPerAddress() {
    return get(OptionTable.MAX_PORTS_PER_ADDRESS);
  }

  /**
   * How many clients of one principal, by its name, may be connected at the same time, counted as
   * for {@link #maxPorts()}. One more is refused with status 429 and Retry-After. Clients without a
   * principal are not counted.
   *
   * @return the number of clients, 2,147,483,647 by default, which is no limit
   */
  public int maxPortsPerPrincipal() {
    return get(OptionTable.MAX_PORTS_PER_PRINCIPAL);
  }

  /**
   * How many handshakes one address may begin in a second on average, and as many at once;
   * addresses count as for {@link #maxPortsPerAddress()}. One more is refused with status 429 and
   * Retry-After. A client that is closed for what it sent, by a limit or for an error of the
   * protocol, takes what is left of them: the next is let in a second divided by this number later.
   *
   * @return the number of handshakes, 2,147,483,647 by default, which is no limit
   */
  public int maxHandshakesPerSecond() {
    return get(OptionTable.MAX_HANDSHAKES_PER_SECOND);
  }

  /**
   * How many messages one client may send in a second on average, and as many at once. One more
   * closes its port with code 1008. Where the implementation is told of pings, pongs and the parts
   * of messages, they count too, parts only if they are small: of less than 1,024 bytes on the
   * embedded server, of less than 512 on average on WildFly and Undertow. On Tomcat and Jetty they
   * count up to a second later, parts if there are more than one for each 1,024 bytes.
   *
   * @return the number of messages, 2,147,483,647 by default, which is no limit
   */
  public int maxMessagesPerSecond() {
    return get(OptionTable.MAX_MESSAGES_PER_SECOND);
  }

  /**
   * How many bytes of messages one client may send in a second on average, and as many at once; a
   * single message that is larger is taken if nothing came before. More closes its port with code
   * 1008. Pings and pongs count as for {@link #maxMessagesPerSecond}.
   *
   * @return the number of bytes, 2,147,483,647 by default, which is no limit
   */
  public int maxBytesPerSecond() {
    return get(OptionTable.MAX_BYTES_PER_SECOND);
  }

  /**
   * Over how long the clients are closed when the application stops, as {@link
   * WebSocketServer#drain} does it.
   *
   * @return the time, 1 second by default; zero for all at once
   */
  public Duration drainTimeout() {
    return get(OptionTable.DRAIN_TIMEOUT);
  }

  /**
   * The value of an option as text, in the form that {@link Builder#set(String, String)} takes.
   *
   * @param name one of {@link #names()}
   * @return the text
   * @throws IllegalArgumentException if there is no option of that name
   */
  public String get(String name) {
    return write(OptionTable.named(name));
  }

  private <T> String write(Option<T> option) {
    return option.write(get(option));
  }

  /**
   * A builder that starts with these options.
   *
   * @return a new builder
   */
  public Builder toBuilder() {
    Builder builder = new Builder(url);
    builder.serverId = serverId;
    builder.values.putAll(values);
    return builder;
  }

  /**
   * The names of the options, as {@link Builder#set(String, String)} takes them; URL and id of a
   * server are none.
   *
   * @return an unmodifiable set, in the order of the documentation
   */
  public static Set<String> names() {
    return OptionTable.all().keySet();
  }

  /** Collects options; not for use by several threads at once. */
  public static final class Builder {

    private final String url;
    private @Nullable String serverId;
    private final Map<Option<?>, Object> values = new HashMap<>();

    private Builder(String url) {
      this.url = url;
    }

    /**
     * Sets the id that the server is shared by.
     *
     * @param serverId the id, not blank
     * @return this
     * @throws IllegalArgumentException if it is blank
     */
    public Builder serverId(String serverId) {
      if (serverId.isBlank()) {
        throw new IllegalArgumentException(
            "A serverID must not be blank; leave it out for a server without an id.");
      }
      this.serverId = serverId;
      return this;
    }

    /**
     * Sets the sub-protocol that the server speaks.
     *
     * @param protocol a token of RFC 6455: visible ASCII characters without separators
     * @return this
     * @throws IllegalArgumentException if it is not a token
     * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-4.1">RFC 6455, section 4.1</a>
     */
    public Builder protocol(String protocol) {
      if (protocol.isEmpty()) {
        throw new IllegalArgumentException(
            "Option protocol is \"\": leave it out for a server without a sub-protocol.");
      }
      return set(OptionTable.PROTOCOL, protocol);
    }

    /**
     * Sets how binary messages are given at first.
     *
     * @param binaryType the type
     * @return this
     */
    public Builder binaryType(BinaryType binaryType) {
      return set(OptionTable.BINARY_TYPE, binaryType);
    }

    /**
     * Sets the origins whose pages may connect.
     *
     * @param origins such as {@code "https://example.org"}, {@code "http://localhost:8080"} or
     *     {@code "https://*.example.org"}, with at least two names after the star; {@code "*"} is
     *     any; none at all is the origin of the server itself
     * @return this
     * @throws IllegalArgumentException if one is neither an origin nor {@code "*"}
     */
    public Builder allowedOrigins(String... origins) {
      return set(OptionTable.ALLOWED_ORIGINS, List.of(origins));
    }

    /**
     * Sets the proxies that are believed when they tell whom they speak for.
     *
     * @param addresses such as {@code "192.0.2.7"}, {@code "10.0.0.0/8"} or {@code "2001:db8::/32"}
     * @return this
     * @throws IllegalArgumentException if one is not an IP address or a range of them
     */
    public Builder trustedProxies(String... addresses) {
      return set(OptionTable.TRUSTED_PROXIES, List.of(addresses));
    }

    /**
     * Sets the header that those proxies write.
     *
     * @param header the header
     * @return this
     */
    public Builder forwardedHeader(ForwardedHeader header) {
      return set(OptionTable.FORWARDED_HEADER, header);
    }

    /**
     * Sets the roles that {@link OpeningHandshake#isUserInRole} can be asked for.
     *
     * @param names their names
     * @return this
     * @throws IllegalArgumentException if one is empty
     */
    public Builder roles(String... names) {
      return set(OptionTable.ROLES, List.of(names));
    }

    /**
     * Sets which clients go when the HTTP session ends that they came with.
     *
     * @param clients which
     * @return this
     */
    public Builder sessionBinding(SessionBinding clients) {
      return set(OptionTable.SESSION_BINDING, clients);
    }

    /**
     * Sets whether handlers of messages may wait for something.
     *
     * @param execution which
     * @return this
     */
    public Builder handlerExecution(HandlerExecution execution) {
      return set(OptionTable.HANDLER_EXECUTION, execution);
    }

    /**
     * Sets how long a client waits for the decision of a {@link HandshakeEvent}.
     *
     * @param timeout 1 millisecond to 1 hour
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder handshakeTimeout(Duration timeout) {
      return set(OptionTable.HANDSHAKE_TIMEOUT, timeout);
    }

    /**
     * Sets how many clients may wait for the decision of a {@link HandshakeEvent}.
     *
     * @param clients 1 to 2,147,483,647
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder maxPendingHandshakes(int clients) {
      return set(OptionTable.MAX_PENDING_HANDSHAKES, clients);
    }

    /**
     * Sets the largest message that a client may send.
     *
     * @param bytes 1 to 2,147,483,647
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder maxMessageSize(int bytes) {
      return set(OptionTable.MAX_MESSAGE_SIZE, bytes);
    }

    /**
     * Sets how many messages of one client may wait.
     *
     * @param messages 1 to 2,147,483,647
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder maxPendingMessages(int messages) {
      return set(OptionTable.MAX_PENDING_MESSAGES, messages);
    }

    /**
     * Sets how much may wait for one slow client.
     *
     * @param bytes 1 or more
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder maxBufferedAmount(long bytes) {
      return set(OptionTable.MAX_BUFFERED_AMOUNT, bytes);
    }

    /**
     * Sets what happens to a message for a client for which too much waits.
     *
     * @param policy the policy
     * @return this
     */
    public Builder overflowPolicy(OverflowPolicy policy) {
      return set(OptionTable.OVERFLOW_POLICY, policy);
    }

    /**
     * Sets how long {@code postMessage} waits under {@link OverflowPolicy#BLOCK}.
     *
     * @param timeout 1 millisecond to 1 hour
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder overflowTimeout(Duration timeout) {
      return set(OptionTable.OVERFLOW_TIMEOUT, timeout);
    }

    /**
     * Sets how long something may wait for a client that takes nothing at all.
     *
     * @param timeout 1 millisecond to 1 hour
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder stallTimeout(Duration timeout) {
      return set(OptionTable.STALL_TIMEOUT, timeout);
    }

    /**
     * Sets an option by its name and the text of its value, as configurations hold them: numbers in
     * digits, times as ISO 8601 writes them ({@code PT10S}), lists with commas, constants by their
     * name in any case.
     *
     * @param name one of {@link WebSocketServerOptions#names()}
     * @param value the text
     * @return this
     * @throws IllegalArgumentException if there is no option of that name, or the text says no
     *     value that is allowed
     */
    public Builder set(String name, String value) {
      return read(OptionTable.named(name), value);
    }

    private <T> Builder read(Option<T> option, String value) {
      return set(option, option.read(Objects.requireNonNull(value, option.name())));
    }

    /**
     * Sets how often a client is sent a ping.
     *
     * @param interval 1 millisecond to 1 hour, or zero for no pings
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder pingInterval(Duration interval) {
      return set(OptionTable.PING_INTERVAL, interval);
    }

    /**
     * Sets how long nothing at all may come from a client.
     *
     * @param timeout 1 millisecond to 1 hour, or zero for any time
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder silenceTimeout(Duration timeout) {
      return set(OptionTable.SILENCE_TIMEOUT, timeout);
    }

    /**
     * Sets how old a connection may become.
     *
     * @param age 1 millisecond to 365 days, or zero for any age
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder maxAge(Duration age) {
      return set(OptionTable.MAX_AGE, age);
    }

    /**
     * Sets how many clients may be connected.
     *
     * @param clients 1 to 2,147,483,647, which is no limit
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder maxPorts(int clients) {
      return set(OptionTable.MAX_PORTS, clients);
    }

    /**
     * Sets how many clients of one address may be connected.
     *
     * @param clients 1 to 2,147,483,647, which is no limit
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder maxPortsPerAddress(int clients) {
      return set(OptionTable.MAX_PORTS_PER_ADDRESS, clients);
    }

    /**
     * Sets how many clients of one principal may be connected.
     *
     * @param clients 1 to 2,147,483,647, which is no limit
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder maxPortsPerPrincipal(int clients) {
      return set(OptionTable.MAX_PORTS_PER_PRINCIPAL, clients);
    }

    /**
     * Sets how many handshakes one address may begin in a second, and as many at once.
     *
     * @param handshakes 1 to 2,147,483,647, which is no limit
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder maxHandshakesPerSecond(int handshakes) {
      return set(OptionTable.MAX_HANDSHAKES_PER_SECOND, handshakes);
    }

    /**
     * Sets how many messages one client may send in a second, and as many at once.
     *
     * @param messages 1 to 2,147,483,647, which is no limit
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder maxMessagesPerSecond(int messages) {
      return set(OptionTable.MAX_MESSAGES_PER_SECOND, messages);
    }

    /**
     * Sets how many bytes one client may send in a second, and as many at once, or one message that
     * is larger.
     *
     * @param bytes 1 to 2,147,483,647, which is no limit
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder maxBytesPerSecond(int bytes) {
      return set(OptionTable.MAX_BYTES_PER_SECOND, bytes);
    }

    /**
     * Sets over how long the clients are closed when the application stops.
     *
     * @param timeout 1 millisecond to 1 hour, or zero for all at once
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder drainTimeout(Duration timeout) {
      return set(OptionTable.DRAIN_TIMEOUT, timeout);
    }

    /**
     * The options as collected so far.
     *
     * @return new options
     * @throws IllegalArgumentException if a quiet client would be closed before it was sent a ping
     */
    public WebSocketServerOptions build() {
      WebSocketServerOptions options = new WebSocketServerOptions(this);
      Duration silence = options.silenceTimeout();
      if (!silence.isZero() && silence.compareTo(options.pingInterval()) <= 0) {
        throw new IllegalArgumentException(
            "Option silenceTimeout is \""
                + silence
                + "\": it must be longer than pingInterval, which is "
                + options.pingInterval()
                + ", or PT0S for none.");
      }
      return options;
    }

    private <T> Builder set(Option<T> option, T value) {
      values.put(option, option.check(Objects.requireNonNull(value, option.name())));
      return this;
    }
  }
}
