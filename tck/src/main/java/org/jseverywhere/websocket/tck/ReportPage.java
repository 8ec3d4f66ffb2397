package org.jseverywhere.websocket.tck;

import java.util.List;
import java.util.Map;

/** The report for people: one table of rules, one of tests. */
record ReportPage(
    String target, String summary, Map<Rule, Report.Verdict> verdicts, List<Report.Test> tests) {

  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>TCK on %1$s</title>
      <style>
        body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem }
        table { border-collapse: collapse; width: 100%% }
        td, th { border-bottom: 1px solid #ccc; padding: .3rem .5rem; text-align: left; vertical-align: top }
        .failed { background: #fbdcdc } .skipped, .not { background: #fdf3d0 }
      </style>
      <h1>TCK on %1$s</h1>
      <p>%2$s</p>
      """;

  String html() {
    StringBuilder page = new StringBuilder(HEAD.formatted(escape(target), escape(summary)));
    page.append("<h2>Rules</h2>\n<table>\n<tr><th>Rule<th><th>What<th>Verdict\n");
    verdicts.forEach(
        (rule, verdict) -> {
          RuleText text = rule.text();
          String why = text.untestable() ? " " + text.intent() : "";
          row(page, Report.word(verdict), rule.id(), text.strength().name(), text.text() + why);
        });
    page.append("</table>\n<h2>Tests</h2>\n<table>\n<tr><th>Test<th>Rules<th>Message<th>Result\n");
    for (Report.Test test : tests) {
      String rules = String.join(" ", test.rules().stream().map(Rule::id).toList());
      row(page, Report.word(test.result()), test.name(), rules, test.message());
    }
    return page.append("</table>\n</html>\n").toString();
  }

  private static void row(StringBuilder page, String verdict, String... cells) {
    page.append("<tr class=\"").append(verdict).append("\">");
    for (String cell : cells) {
      page.append("<td>").append(escape(cell));
    }
    page.append("<td>").append(verdict).append('\n');
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("`", "");
  }
}
