// Property selectors: "$.users[0].name", "$.arrayKey[*]", "$.['cluster.name']".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/json.hpp"
#include "services/logs/patterns/scanner.hpp"

namespace spotdrill::logs {

class Selector {
 public:
  /// Reads one; the dollar sign is next. Nothing: it is none that AWS takes.
  static std::optional<Selector> parse(Scanner& scanner);

  /// As it was written, without spaces.
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] bool has_wildcard() const { return wildcards_ > 0; }

  /// Every node of `root` that it selects.
  [[nodiscard]] std::vector<const json::value*> select(const json::value& root) const;

 private:
  struct AnyOne {};
  using Step = std::variant<std::string, std::size_t, AnyOne>;

  static std::optional<Step> read_bracket(Scanner& scanner);
  bool read_step(Scanner& scanner);
  void add(Step step);

  std::string text_{"$"};
  std::vector<Step> steps_;
  int wildcards_ = 0;
};

/// A value node's text, as conditions and metrics have it. Nothing: "the SELECTOR must point to a
/// value node (string or number)".
std::optional<std::string> value_text(const json::value& node);

}  // namespace spotdrill::logs
