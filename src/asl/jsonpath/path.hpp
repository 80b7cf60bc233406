// Path: a JSONPath as the States Language has it ("$.a[0]", "$$.Execution.Id", "$variable.b",
// "$..c", "$.d[?(@.e > 1 && @.f == 'g')]"), read once and then applied to values. It follows the
// Jayway implementation that Step Functions uses, also where that differs from RFC 9535.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "asl/failure.hpp"
#include "asl/scope.hpp"
#include "base/json.hpp"
#include "base/result.hpp"

namespace spotdrill::asl {

namespace jsonpath {
struct Compiled;
}

class Path {
 public:
  enum class Root : std::uint8_t { Input, Context, Variable };

  /// "$".
  Path();

  /// Errors: one sentence that says what is wrong and where.
  static Result<Path, std::string> parse(std::string_view text);

  [[nodiscard]] const std::string& text() const;
  [[nodiscard]] Root root() const;
  /// Of a path whose root is a variable: its name.
  [[nodiscard]] std::string_view variable() const;

  /// True for "$", "$$" and "$name" alone.
  [[nodiscard]] bool whole() const;
  /// True when it names one place at most: no wildcard, slice, union, filter or deep scan.
  [[nodiscard]] bool definite() const;
  /// True for a Reference Path: only member names and indices, which ResultPath may write to.
  [[nodiscard]] bool reference() const;

  /// Applies the path to the value that its root stands for. A definite path that finds nothing
  /// gives nothing; an indefinite one gives an array of what it found, which may be empty.
  [[nodiscard]] std::optional<json::value> read(const json::value& root) const;

  /// As read, in `scope`: takes the root from there. Nothing also when the variable is not there.
  [[nodiscard]] std::optional<json::value> read(const Scope& scope) const;

  /// A definite path's place in `root`, or null. No copy is made.
  [[nodiscard]] const json::value* find(const json::value& root) const;
  [[nodiscard]] const json::value* find(const Scope& scope) const;

  /// As find, in the text of a value: a definite path's place in it, or nothing.
  [[nodiscard]] std::optional<std::string_view> find_text(std::string_view root) const;

  /// As Jayway writes it: "$['a'][0]".
  [[nodiscard]] std::string normal_text() const;

  /// Puts `value` at the place that this Reference Path names in `root`, making objects on the way,
  /// as ResultPath does: what is in the way and is no object is replaced by one; an index must be
  /// there. Errors: States.ResultPathMatchFailure.
  [[nodiscard]] Result<void, Failure> write(json::value& root, json::value value) const;

 private:
  explicit Path(std::shared_ptr<const jsonpath::Compiled> compiled)
      : compiled_(std::move(compiled)) {}

  std::shared_ptr<const jsonpath::Compiled> compiled_;
};

}  // namespace spotdrill::asl
