// JSONata 2.0.6: an expression is compiled once and evaluated over JSON as often as wanted.
// A library of the language alone. It knows no query language of a state machine: who embeds it
// binds variables and functions, and withholds what it does not offer.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"

namespace spotdrill::jsonata {

/// A refusal in the reference's own terms.
struct Error {
  std::string code;  ///< S….: does not parse; T….: a type is wrong; D….: found at evaluation.
  std::size_t position = 0;  ///< Where in the text. Units: UTF-16 code units, as the reference.
  std::string token;         ///< The operator, function or text concerned; empty if none.
  std::string message;       ///< The reference's words, filled in.
};

/// What one evaluation may spend. Beyond it fails with U1001.
struct Limits {
  std::uint64_t steps_max = 20'000'000;       ///< Visits of nodes and of values.
  std::uint32_t depth_max = 4'000;            ///< Evaluations that stand in each other.
  std::size_t bytes_max = 256 * 1024 * 1024;  ///< What is made on the way, the result included.
};

/// A JSON value, or nothing ("undefined").
using Maybe = std::optional<json::value>;

/// A function that the embedder adds.
struct HostFunction {
  /// As the language writes them, e.g. "<a-n:a>": arguments are checked and coerced by it. Empty:
  /// not.
  std::string signature;
  /// Errors: any code; position and token are filled in where they are left out.
  std::function<Result<Maybe, Error>(const std::vector<Maybe>& arguments)> call;
};

/// What an expression sees beside its input. Values are referred to, not copied: they outlive it.
class Environment {
 public:
  /// The variable `name` (without $) is `value`.
  void bind(std::string name, const json::value& value) {
    variables[std::move(name)] = {&value, {}};
  }

  /// The variable `name` is an object of `members`, which is made of references alone.
  void bind_members(std::string name,
                    std::vector<std::pair<std::string, const json::value*>> members) {
    variables[std::move(name)] = {nullptr, std::move(members)};
  }

  struct Variable {
    const json::value* value = nullptr;  ///< None: the object of `members`.
    std::vector<std::pair<std::string, const json::value*>> members;
  };

  std::map<std::string, Variable, std::less<>> variables;
  std::map<std::string, HostFunction, std::less<>> functions;
  std::set<std::string, std::less<>> withheld;  ///< Built-in functions that are not there.
  std::int64_t now_milliseconds = 0;            ///< What $now and $millis say. Since 1970.
  std::function<double()> random;               ///< From 0 to below 1. None: always 0.
  Limits limits;
};

/// A variable that an expression takes from its environment, with the names that follow it:
/// `$states.input.id` is {"states", {"input", "id"}}. Built-in functions are variables, too.
struct Reference {
  std::string variable;
  std::vector<std::string> path;
  std::size_t position = 0;
  bool called = false;  ///< It stands where a function does.
};

/// True for the name of a built-in function (without $).
bool is_function(std::string_view name);

struct Program;

/// A compiled expression: immutable, cheap to copy.
class Expression {
 public:
  /// Errors: S….; every sequence of bytes compiles or is refused with code and position.
  static Result<Expression, Error> compile(std::string_view text);

  /// Nothing is std::nullopt. Errors: T…., D…., U1001 (a limit).
  Result<Maybe, Error> evaluate(const json::value& input, const Environment& environment) const;

  /// The same without an input, where `$` and `$$` are nothing.
  Result<Maybe, Error> evaluate(const Environment& environment) const;

  /// Variables that are not bound by the expression itself, in order of the text.
  std::vector<Reference> references() const;

  /// What it asks of its input: names at the beginning of paths, "$" and "$$". Each once, in order
  /// of the text. Without an input they are nothing.
  std::vector<std::string> input_references() const;

 private:
  explicit Expression(std::shared_ptr<const Program> program) : program_(std::move(program)) {}

  std::shared_ptr<const Program> program_;
};

}  // namespace spotdrill::jsonata
