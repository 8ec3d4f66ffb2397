package org.jseverywhere.websocket;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The options of a server, each in one row: builder, definition annotation, configuration and
 * {@code docs/reference/configuration.md} go by it.
 */
final class OptionTable {

  private static final Duration MILLISECOND = Duration.ofMillis(1);
  private static final Duration HOUR = Duration.ofHours(1);

  /** As browsers write it: of an international name the ASCII form, of an address the literal. */
  private static final Pattern ORIGIN =
      Pattern.compile(
          "\\*|[A-Za-z][A-Za-z0-9+.-]*://"
              + "((\\*\\.[A-Za-z0-9_-]+\\.)?[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");

  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";

  /** Of IPv6 only the characters; whether they are an address is asked of the platform. */
  private static final Pattern ADDRESS_RANGE =
      Pattern.compile(
          "((%s\\.){3}%s(/(3[0-2]|[12]?[0-9]))?".formatted(OCTET, OCTET)
              + "|(?=.*:)[0-9A-Fa-f:.]+(/(12[0-8]|1[01][0-9]|[1-9]?[0-9]))?)");

  private static final Map<String, Option<?>> BY_NAME = new LinkedHashMap<>();

  static final Option<String> PROTOCOL =
      row(
          Option.word(
              "protocol",
              "empty, or one or more visible ASCII characters other than"
                  + " ( ) < > @ , ; : \\ \" / [ ] ? = { }",
              OptionTable::isToken,
              "The sub-protocol that the server speaks. It is agreed on with clients that offer"
                  + " it."));

  static final Option<BinaryType> BINARY_TYPE =
      row(
          Option.choice(
              "binaryType",
              BinaryType.class,
              BinaryType.BLOB,
              "How binary messages are given at first."));

  static final Option<List<String>> ALLOWED_ORIGINS =
      row(
          Option.words(
              "allowedOrigins",
              "allowed origins, each scheme://host or scheme://host:port without a path,"
                  + " https://*.example.org for all names below that domain, or *",
              origin -> ORIGIN.matcher(origin).matches(),
              "The origins whose pages may connect; others get 403. * is any, none the server's"
                  + " own."));

  static final Option<List<String>> TRUSTED_PROXIES =
      row(
          Option.words(
              "trustedProxies",
              "IP addresses, or ranges of them such as 10.0.0.0/8 or 2001:db8::/32",
              OptionTable::isAddressRange,
              "The proxies that are believed when they tell whom they speak for; none by default."
                  + " The client is then the last one in their header that is no trusted proxy."));

  static final Option<ForwardedHeader> FORWARDED_HEADER =
      row(
          Option.choice(
              "forwardedHeader",
              ForwardedHeader.class,
              ForwardedHeader.X_FORWARDED,
              "The header that trustedProxies write; the other is not looked at."));

  static final Option<List<String>> ROLES =
      row(
          Option.words(
              "roles",
              "names of roles, none of them empty",
              role -> !role.isEmpty(),
              "The roles that isUserInRole can be asked for."));

  static final Option<SessionBinding> SESSION_BINDING =
      row(
          Option.choice(
              "sessionBinding",
              SessionBinding.class,
              SessionBinding.AUTHENTICATED,
              "Which clients are closed with 1008 when the HTTP session ends that they came with:"
                  + " those with a principal, or all."));

  static final Option<HandlerExecution> HANDLER_EXECUTION =
      row(
          Option.choice(
              "handlerExecution",
              HandlerExecution.class,
              HandlerExecution.BLOCKING,
              "Whether handlers of messages may wait for something. If not, the thread that reads calls"
                  + " them on the embedded server, WildFly and Undertow."));

  static final Option<Duration> HANDSHAKE_TIMEOUT =
      row(
          Option.time(
              "handshakeTimeout",
              MILLISECOND,
              HOUR,
              Duration.ofSeconds(10),
              "How long a client waits for the decision of the handshake event, before it is"
                  + " refused with 503."));

  static final Option<Integer> MAX_PENDING_HANDSHAKES =
      row(
          Option.count(
              "maxPendingHandshakes",
              "clients",
              16,
              "How many clients may wait for the decision of the handshake event. One more gets"
                  + " 503."));

  static final Option<Integer> MAX_MESSAGE_SIZE =
      row(
          Option.count(
              "maxMessageSize",
              "bytes, text in UTF-8",
              64 * 1024,
              "The largest message that a client may send, over all its fragments. A larger one"
                  + " closes it with 1009."));

  static final Option<Integer> MAX_PENDING_MESSAGES =
      row(
          Option.count(
              "maxPendingMessages",
              "messages",
              256,
              "How many messages of one client may wait for a busy handler, or for its port to be"
                  + " started. One more closes it with 1008."));

  static final Option<Long> MAX_BUFFERED_AMOUNT =
      row(
          Option.bytes(
              "maxBufferedAmount",
              1024L * 1024L,
              "How much may wait for one client to read. Of more the overflowPolicy decides."));

  static final Option<OverflowPolicy> OVERFLOW_POLICY =
      row(
          Option.choice(
              "overflowPolicy",
              OverflowPolicy.class,
              OverflowPolicy.CLOSE,
              "What happens to a message for a client for which too much waits. CLOSE closes it"
                  + " with 1013."));

  static final Option<Duration> OVERFLOW_TIMEOUT =
      row(
          Option.time(
              "overflowTimeout",
              MILLISECOND,
              HOUR,
              Duration.ofSeconds(1),
              "How long postMessage waits under BLOCK, before the client is closed with 1013."));

  static final Option<Duration> STALL_TIMEOUT =
      row(
          Option.time(
              "stallTimeout",
              MILLISECOND,
              HOUR,
              Duration.ofSeconds(10),
              "How long something may wait for a client that takes nothing at all, before it is"
                  + " closed with 1013."));

  static final Option<Duration> PING_INTERVAL =
      row(
          Option.timeOrNone(
              "pingInterval",
              MILLISECOND,
              HOUR,
              Duration.ofSeconds(25),
              "How often a client is sent a ping. It keeps proxies from ending a quiet connection,"
                  + " and measures the round trip."));

  static final Option<Duration> SILENCE_TIMEOUT =
      row(
          Option.timeOrNone(
              "silenceTimeout",
              MILLISECOND,
              HOUR,
              Duration.ofSeconds(60),
              "How long nothing, not even an answer to a ping, may come from a client, before it is"
                  + " closed with 1001; each up to a quarter later, so that clients do not all come"
                  + " back at once. Longer than pingInterval."));

  static final Option<Duration> MAX_AGE =
      row(
          Option.timeOrNone(
              "maxAge",
              MILLISECOND,
              Duration.ofDays(365),
              Duration.ZERO,
              "How old a connection may become, before it is closed with 1001; each up to a tenth"
                  + " earlier, so that clients do not all come back at once."));

  static final Option<Integer> MAX_PORTS =
      row(
          Option.most(
              "maxPorts",
              "clients",
              "How many clients may be connected, or gone with events that are not handled yet. One more gets 503."));

  static final Option<Integer> MAX_PORTS_PER_ADDRESS =
      row(
          Option.most(
              "maxPortsPerAddress",
              "clients",
              "How many clients of one address may be connected, or gone with events that are not handled yet; of IPv6 the first 64 bits count. One more gets 429."));

  static final Option<Integer> MAX_PORTS_PER_PRINCIPAL =
      row(
          Option.most(
              "maxPortsPerPrincipal",
              "clients",
              "How many clients of one principal may be connected, or gone with events that are not handled yet. One more gets 429."));

  static final Option<Integer> MAX_HANDSHAKES_PER_SECOND =
      row(
          Option.most(
              "maxHandshakesPerSecond",
              "handshakes",
              "How many handshakes one address may begin in a second, and as many at once. One more gets 429. A client that is closed for what it sent takes what is left of them."));

  static final Option<Integer> MAX_MESSAGES_PER_SECOND =
      row(
          Option.most(
              "maxMessagesPerSecond",
              "messages",
              "How many messages one client may send in a second, and as many at once. One more closes it with 1008. On the embedded server, WildFly and Undertow pings, pongs and small parts of messages count too: on the first those of less than 1,024 bytes, on the others of less than 512 on average; other containers answer the first and join the second unseen."));

  static final Option<Integer> MAX_BYTES_PER_SECOND =
      row(
          Option.most(
              "maxBytesPerSecond",
              "bytes, text in UTF-8",
              "How many bytes one client may send in a second, and as many at once, or one message that is larger. More closes it with 1008."));

  static final Option<Duration> DRAIN_TIMEOUT =
      row(
          Option.timeOrNone(
              "drainTimeout",
              MILLISECOND,
              HOUR,
              Duration.ofSeconds(1),
              "Over how long the clients are closed with 1001 when the application stops."));

  private OptionTable() {}

  private static <T> Option<T> row(Option<T> option) {
    BY_NAME.put(option.name(), option);
    return option;
  }

  /** All options by name, in the order of the documentation. */
  static Map<String, Option<?>> all() {
    return Collections.unmodifiableMap(BY_NAME);
  }

  /** {@return the option of that name} */
  static Option<?> named(String name) {
    Option<?> option = BY_NAME.get(name);
    if (option == null) {
      throw new IllegalArgumentException(
          "There is no option \"" + name + "\"; the options are " + BY_NAME.keySet() + ".");
    }
    return option;
  }

  private static boolean isAddressRange(String value) {
    if (!ADDRESS_RANGE.matcher(value).matches()) {
      return false;
    }
    try {
      // The form of a literal: nothing is looked up.
      InetAddress.getByName(value.replaceFirst("/.*", ""));
      return true;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** RFC 6455, section 4.1. */
  private static boolean isToken(String value) {
    return value
        .chars()
        .allMatch(c -> c > 0x20 && c < 0x7f && "()<>@,;:\\\"/[]?={}".indexOf(c) < 0);
  }
}
