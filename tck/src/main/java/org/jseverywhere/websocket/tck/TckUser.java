package org.jseverywhere.websocket.tck;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * The users that a server under test knows. They sign in with each request (RFC 7617, Basic) below
 * the fixture's path {@code /users}; every role is one of its web.xml.
 */
public enum TckUser {

  /** A user with a role that the other one has not. */
  ALICE,

  /** A user with the role only that all have. */
  BOB;

  /** The role of all users. */
  public static final String MEMBER = "tck-member";

  /** The role of {@link #ALICE}. */
  public static final String DESK = "tck-desk";

  /**
   * The name that it signs in with.
   *
   * @return the name, which its principal has too
   */
  public String userName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The password that it signs in with.
   *
   * @return the password, of letters and hyphens
   */
  public String password() {
    return userName() + "-of-the-tck";
  }

  /**
   * Its roles.
   *
   * @return their names
   */
  public List<String> roles() {
    return this == ALICE ? List.of(MEMBER, DESK) : List.of(MEMBER);
  }

  /**
   * How it signs in.
   *
   * @return the value of the Authorization header
   */
  public String authorization() {
    String credentials = userName() + ":" + password();
    return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
  }
}
