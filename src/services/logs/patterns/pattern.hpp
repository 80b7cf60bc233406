// Filter patterns: which log events are meant, and what of them is a metric's value.
// Source: CloudWatch Logs User Guide, "Filter pattern syntax for metric filters, subscription
// filters, filter log events, and Live Tail".
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"
#include "services/logs/patterns/expression.hpp"
#include "services/logs/patterns/fields_pattern.hpp"
#include "services/logs/patterns/terms.hpp"

namespace spotdrill::logs {

/// "{ $.eventType = "UpdateTrail" && $.latency > 75 }".
struct JsonPattern {
  Expression expression;
};

class Pattern {
 public:
  /// Errors: AWS's sentence.
  static Result<Pattern, std::string> parse(std::string_view text);

  [[nodiscard]] bool matches(std::string_view message) const;

  /// Whether values can be taken out of what matches: it is of JSON or of fields.
  [[nodiscard]] bool has_values() const;
  /// Whether `selector` is one of such a pattern: "$.latency", "$bytes".
  [[nodiscard]] bool takes(std::string_view selector) const;
  /// What `selector` selects of a message that matches; nothing: there is nothing.
  [[nodiscard]] std::optional<std::string> value(std::string_view message,
                                                 std::string_view selector) const;
  /// What the pattern itself names, of a message that matches.
  [[nodiscard]] std::map<std::string, std::string> values(std::string_view message) const;

 private:
  std::variant<TermsPattern, JsonPattern, FieldsPattern> kind_;
};

/// A pattern of FilterLogEvents. Errors: InvalidParameterException.
Result<Pattern> parse_filter_pattern(std::string_view text);

/// A pattern of a metric filter. Errors: InvalidParameterException.
Result<Pattern> parse_metric_filter_pattern(std::string_view text);

}  // namespace spotdrill::logs
