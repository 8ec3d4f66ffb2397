package org.jseverywhere.websocket;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One option of a server: what it is called, what its values are, and which of them are allowed.
 * Immutable.
 *
 * @param <T> its values
 * @see OptionTable
 */
final class Option<T> {

  private final String name;
  private final Form<T> form;
  private final T defaultValue;
  private final String meaning;

  /**
   * What the values of an option are, and how text says them.
   *
   * @param unit for the documentation
   * @param allowed for the documentation, and after "it must be"
   * @param read what a text says; an IllegalArgumentException if it says nothing
   * @param write the text that says it
   * @param wrong what of a value is not allowed, or null
   */
  private record Form<T>(
      String unit,
      String allowed,
      Function<String, T> read,
      Function<T, String> write,
      Function<T, @Nullable String> wrong) {}

  private Option(String name, Form<T> form, T defaultValue, String meaning) {
    this.name = name;
    this.form = form;
    this.defaultValue = defaultValue;
    this.meaning = meaning;
  }

  /** A number of things, at least one. */
  static Option<Integer> count(String name, String unit, int defaultValue, String meaning) {
    Form<Integer> form =
        new Form<>(
            unit,
            "at least 1 and at most 2,147,483,647",
            Integer::valueOf,
            String::valueOf,
            value -> value >= 1 ? null : value.toString());
    return new Option<>(name, form, defaultValue, meaning);
  }

  /** The most of something, at least one; any number of it if that is not set. */
  static Option<Integer> most(String name, String unit, String meaning) {
    return count(name, unit, Integer.MAX_VALUE, meaning);
  }

  /** A number of bytes, at least one. */
  static Option<Long> bytes(String name, long defaultValue, String meaning) {
    Form<Long> form =
        new Form<>(
            "bytes",
            "at least 1",
            Long::valueOf,
            String::valueOf,
            value -> value >= 1 ? null : value.toString());
    return new Option<>(name, form, defaultValue, meaning);
  }

  /** A time within a range. */
  static Option<Duration> time(
      String name, Duration least, Duration most, Duration defaultValue, String meaning) {
    Form<Duration> form =
        new Form<>(
            "time",
            "a time from " + least + " to " + most + ", as ISO 8601 writes it: PT10S or PT0.5S",
            Option::duration,
            Duration::toString,
            value ->
                value.compareTo(least) >= 0 && value.compareTo(most) <= 0
                    ? null
                    : value.toString());
    return new Option<>(name, form, defaultValue, meaning);
  }

  /** A time within a range, or none at all, which is zero. */
  static Option<Duration> timeOrNone(
      String name, Duration least, Duration most, Duration defaultValue, String meaning) {
    Form<Duration> form =
        new Form<>(
            "time",
            "a time from "
                + least
                + " to "
                + most
                + ", as ISO 8601 writes it: PT10S or PT0.5S; or PT0S for none",
            Option::duration,
            Duration::toString,
            value ->
                value.isZero() || (value.compareTo(least) >= 0 && value.compareTo(most) <= 0)
                    ? null
                    : value.toString());
    return new Option<>(name, form, defaultValue, meaning);
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** One of the constants of an enum. */
  static <E extends Enum<E>> Option<E> choice(
      String name, Class<E> choices, E defaultValue, String meaning) {
    String names =
        Arrays.stream(choices.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
    Form<E> form =
        new Form<>(
            "word",
            "one of " + names,
            text -> Enum.valueOf(choices, text.toUpperCase(Locale.ROOT)),
            Enum::name,
            value -> null);
    return new Option<>(name, form, defaultValue, meaning);
  }

  /** A text that may be empty. */
  static Option<String> word(
      String name, String allowed, Predicate<String> isAllowed, String meaning) {
    Form<String> form =
        new Form<>(
            "text",
            allowed,
            Function.identity(),
            Function.identity(),
            value -> value.isEmpty() || isAllowed.test(value) ? null : value);
    return new Option<>(name, form, "", meaning);
  }

  /** A list of texts that may be empty. */
  static Option<List<String>> words(
      String name, String allowed, Predicate<String> isAllowed, String meaning) {
    Form<List<String>> form =
        new Form<>(
            "texts, separated by commas",
            allowed,
            Option::list,
            value -> String.join(",", value),
            value -> value.stream().filter(isAllowed.negate()).findFirst().orElse(null));
    return new Option<>(name, form, List.of(), meaning);
  }

  private static List<String> list(String text) {
    return text.isBlank()
        ? List.of()
        : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
  }

  String name() {
    return name;
  }

  T defaultValue() {
    return defaultValue;
  }

  String unit() {
    return form.unit();
  }

  String allowed() {
    return form.allowed();
  }

  /** What it is for, in a sentence or two. */
  String meaning() {
    return meaning;
  }

  String write(T value) {
    return form.write().apply(value);
  }

  /** {@return the value that a text says, which is allowed} */
  T read(String text) {
    T value;
    try {
      value = form.read().apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(problem(text), e);
    }
    return check(value);
  }

  /** {@return the value, which is allowed} */
  T check(T value) {
    String wrong = form.wrong().apply(value);
    if (wrong != null) {
      throw new IllegalArgumentException(problem(wrong));
    }
    return value;
  }

  private String problem(String found) {
    return "Option " + name + " is \"" + found + "\": it must be " + form.allowed() + ".";
  }

  /** {@return the name} */
  @Override
  public String toString() {
    return name;
  }
}
