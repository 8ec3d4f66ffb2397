package org.jseverywhere.websocket;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
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

  /** The default of {@link #maxMessageSize()}: 64 KiB. */
  public static final int DEFAULT_MAX_MESSAGE_SIZE = 64 * 1024;

  /** The default of {@link #maxPendingMessages()}: 256. */
  public static final int DEFAULT_MAX_PENDING_MESSAGES = 256;

  /** The default of {@link #maxBufferedAmount()}: 1 MiB. */
  public static final long DEFAULT_MAX_BUFFERED_AMOUNT = 1024L * 1024L;

  /** The default of {@link #overflowPolicy()}. */
  public static final OverflowPolicy DEFAULT_OVERFLOW_POLICY = OverflowPolicy.CLOSE;

  /** The default of {@link #overflowTimeout()}: 1 second. */
  public static final Duration DEFAULT_OVERFLOW_TIMEOUT = Duration.ofSeconds(1);

  /** The default of {@link #stallTimeout()}: 10 seconds. */
  public static final Duration DEFAULT_STALL_TIMEOUT = Duration.ofSeconds(10);

  private final String url;
  private final @Nullable String serverId;
  private final String protocol;
  private final BinaryType binaryType;
  private final List<String> allowedOrigins;
  private final int maxMessageSize;
  private final int maxPendingMessages;
  private final long maxBufferedAmount;
  private final OverflowPolicy overflowPolicy;
  private final Duration overflowTimeout;
  private final Duration stallTimeout;

  private WebSocketServerOptions(Builder builder) {
    url = builder.url;
    serverId = builder.serverId;
    protocol = builder.protocol;
    binaryType = builder.binaryType;
    allowedOrigins = builder.allowedOrigins;
    maxMessageSize = builder.maxMessageSize;
    maxPendingMessages = builder.maxPendingMessages;
    maxBufferedAmount = builder.maxBufferedAmount;
    overflowPolicy = builder.overflowPolicy;
    overflowTimeout = builder.overflowTimeout;
    stallTimeout = builder.stallTimeout;
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
    return protocol;
  }

  /**
   * How binary messages are given at first.
   *
   * @return the type, {@link BinaryType#BLOB} by default
   */
  public BinaryType binaryType() {
    return binaryType;
  }

  /**
   * The origins whose pages may connect; pages of others are refused with status 403. Clients that
   * send no Origin header are not browsers and are let in.
   *
   * @return the origins; {@code "*"} is any; empty (the default) is the origin of the server itself
   */
  public List<String> allowedOrigins() {
    return allowedOrigins;
  }

  /**
   * The largest message that a client may send, text counted in UTF-8. A larger one closes its port
   * with code 1009.
   *
   * @return the size in bytes, 65,536 by default
   */
  public int maxMessageSize() {
    return maxMessageSize;
  }

  /**
   * How many messages of one client may wait for a busy handler or for the start of its port. One
   * more closes its port with code 1008; a container that reads on the thread of the handler does
   * not read on until the handler is done, and the client's own system holds it back.
   *
   * @return the number of messages, 256 by default
   */
  public int maxPendingMessages() {
    return maxPendingMessages;
  }

  /**
   * How much may wait for one slow client; each port starts with it. Of more the {@link
   * #overflowPolicy()} decides. A single message that is larger is sent if nothing else waits.
   *
   * @return the size in bytes, text in UTF-8, 1,048,576 by default
   * @see Port#maxBufferedAmount(long)
   */
  public long maxBufferedAmount() {
    return maxBufferedAmount;
  }

  /**
   * What happens to a message for a client for which more than {@link #maxBufferedAmount()} would
   * wait; each port starts with it.
   *
   * @return the policy, {@link OverflowPolicy#CLOSE} by default
   * @see Port#overflowPolicy(OverflowPolicy)
   */
  public OverflowPolicy overflowPolicy() {
    return overflowPolicy;
  }

  /**
   * How long {@code postMessage} waits for a slow client under {@link OverflowPolicy#BLOCK};
   * without a meaning under the others.
   *
   * @return the time, 1 second by default
   */
  public Duration overflowTimeout() {
    return overflowTimeout;
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
    return stallTimeout;
  }

  /** Collects options; not for use by several threads at once. */
  public static final class Builder {

    /** As browsers write it: of an international name the ASCII form, of an address the literal. */
    private static final Pattern ORIGIN =
        Pattern.compile(
            "[A-Za-z][A-Za-z0-9+.-]*://([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");

    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);
    private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);

    private final String url;
    private @Nullable String serverId;
    private String protocol = "";
    private BinaryType binaryType = BinaryType.BLOB;
    private List<String> allowedOrigins = List.of();
    private int maxMessageSize = DEFAULT_MAX_MESSAGE_SIZE;
    private int maxPendingMessages = DEFAULT_MAX_PENDING_MESSAGES;
    private long maxBufferedAmount = DEFAULT_MAX_BUFFERED_AMOUNT;
    private OverflowPolicy overflowPolicy = DEFAULT_OVERFLOW_POLICY;
    private Duration overflowTimeout = DEFAULT_OVERFLOW_TIMEOUT;
    private Duration stallTimeout = DEFAULT_STALL_TIMEOUT;

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
      if (!isToken(protocol)) {
        throw new IllegalArgumentException(
            "No sub-protocol \""
                + protocol
                + "\": it must be one or more visible ASCII characters other than"
                + " ( ) < > @ , ; : \\ \" / [ ] ? = { }.");
      }
      this.protocol = protocol;
      return this;
    }

    /**
     * Sets how binary messages are given at first.
     *
     * @param binaryType the type
     * @return this
     */
    public Builder binaryType(BinaryType binaryType) {
      this.binaryType = Objects.requireNonNull(binaryType, "binaryType");
      return this;
    }

    /**
     * Sets the origins whose pages may connect.
     *
     * @param origins such as {@code "https://example.org"} or {@code "http://localhost:8080"};
     *     {@code "*"} is any; none at all is the origin of the server itself
     * @return this
     * @throws IllegalArgumentException if one is neither an origin nor {@code "*"}
     */
    public Builder allowedOrigins(String... origins) {
      for (String origin : origins) {
        if (!origin.equals("*") && !ORIGIN.matcher(origin).matches()) {
          throw new IllegalArgumentException(
              "No origin \""
                  + origin
                  + "\": allowed are scheme://host, scheme://host:port without a path, and \"*\".");
        }
      }
      this.allowedOrigins = List.of(origins);
      return this;
    }

    /**
     * Sets the largest message that a client may send.
     *
     * @param bytes 1 to 2,147,483,647
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder maxMessageSize(int bytes) {
      this.maxMessageSize = Math.toIntExact(atLeastOne("maxMessageSize", bytes));
      return this;
    }

    /**
     * Sets how many messages of one client may wait.
     *
     * @param messages 1 to 2,147,483,647
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder maxPendingMessages(int messages) {
      this.maxPendingMessages = Math.toIntExact(atLeastOne("maxPendingMessages", messages));
      return this;
    }

    /**
     * Sets how much may wait for one slow client.
     *
     * @param bytes 1 or more
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder maxBufferedAmount(long bytes) {
      this.maxBufferedAmount = atLeastOne("maxBufferedAmount", bytes);
      return this;
    }

    /**
     * Sets what happens to a message for a client for which too much waits.
     *
     * @param policy the policy
     * @return this
     */
    public Builder overflowPolicy(OverflowPolicy policy) {
      this.overflowPolicy = Objects.requireNonNull(policy, "policy");
      return this;
    }

    /**
     * Sets how long {@code postMessage} waits under {@link OverflowPolicy#BLOCK}.
     *
     * @param timeout 1 millisecond to 1 hour
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder overflowTimeout(Duration timeout) {
      this.overflowTimeout = inRange("overflowTimeout", timeout);
      return this;
    }

    /**
     * Sets how long something may wait for a client that takes nothing at all.
     *
     * @param timeout 1 millisecond to 1 hour
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder stallTimeout(Duration timeout) {
      this.stallTimeout = inRange("stallTimeout", timeout);
      return this;
    }

    /**
     * The options as collected so far.
     *
     * @return new options
     */
    public WebSocketServerOptions build() {
      return new WebSocketServerOptions(this);
    }

    private static long atLeastOne(String name, long value) {
      if (value < 1) {
        throw new IllegalArgumentException(
            "Option " + name + " is " + value + ": it must be at least 1.");
      }
      return value;
    }

    private static Duration inRange(String name, Duration value) {
      if (value.compareTo(SHORTEST_TIMEOUT) < 0 || value.compareTo(LONGEST_TIMEOUT) > 0) {
        throw new IllegalArgumentException(
            "Option "
                + name
                + " is "
                + value
                + ": it must be from "
                + SHORTEST_TIMEOUT
                + " (a millisecond) to "
                + LONGEST_TIMEOUT
                + " (an hour).");
      }
      return value;
    }

    private static boolean isToken(String value) {
      return !value.isEmpty()
          && value
              .chars()
              .allMatch(c -> c > 0x20 && c < 0x7f && "()<>@,;:\\\"/[]?={}".indexOf(c) < 0);
    }
  }
}
