// Context: what is known, and what has been found, while a definition is being read. Not the
// definition: that is a json::value, of which Fields reads one object.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "asl/definition.hpp"

namespace spotdrill::asl::parse {

/// Codes of diagnostics.
/// Source: Step Functions API Reference, ValidateStateMachineDefinitionDiagnostic.
namespace code {
inline constexpr std::string_view duplicate_label = "DUPLICATE_LABEL_NAME";
inline constexpr std::string_view duplicate_state = "DUPLICATE_STATE_NAME";
inline constexpr std::string_view invalid_json = "INVALID_JSON_DESCRIPTION";
inline constexpr std::string_view invalid_label = "INVALID_LABEL_NAME";
inline constexpr std::string_view invalid_state = "INVALID_STATE_NAME";
inline constexpr std::string_view invalid_variable = "INVALID_VARIABLE_NAME";
inline constexpr std::string_view missing_end = "MISSING_END_STATE";
inline constexpr std::string_view missing_target = "MISSING_TRANSITION_TARGET";
inline constexpr std::string_view no_dollar = "NO_DOLLAR";
inline constexpr std::string_view no_path = "NO_PATH";
inline constexpr std::string_view result_is_static = "PASS_RESULT_IS_STATIC";
inline constexpr std::string_view reserved_variable = "RESERVED_VARIABLE_NAME";
inline constexpr std::string_view schema = "SCHEMA_VALIDATION_FAILED";
inline constexpr std::string_view too_deep = "TOO_DEEPLY_NESTED";
/// Of warnings that AWS does not give.
inline constexpr std::string_view unavailable = "UNAVAILABLE_INTEGRATION";
inline constexpr std::string_view path_in_quotes = "PATH_IN_QUOTES";
inline constexpr std::string_view variable_of_outer_scope = "VARIABLE_OF_OUTER_SCOPE";
}  // namespace code

/// More than this of either kind is counted, and not kept: nobody reads it. AWS tells of 100.
inline constexpr std::size_t diagnostics_max = 1'000;

struct Context {
  /// Of the machine that is being read: an iteration of a Map may be of another.
  MachineType type = MachineType::Standard;
  /// One state is read by itself: it need not lead anywhere.
  bool lone_state = false;
  /// Of the whole: states that say nothing are in it, those inside others too.
  QueryLanguage machine_language = QueryLanguage::JsonPath;
  /// Of the state that is being read, and where that stands.
  QueryLanguage language = QueryLanguage::JsonPath;
  std::string state_place;
  /// Which resources there are; null: nobody knows.
  const Integrations* integrations = nullptr;

  std::vector<Diagnostic> diagnostics;
  std::size_t errors = 0;
  std::size_t warnings = 0;
  /// Both are unique in the whole definition.
  std::set<std::string, std::less<>> state_names;
  std::set<std::string, std::less<>> labels;
  /// What states around the machine that is being read assign to.
  std::set<std::string, std::less<>> outer_variables;

  void error(std::string_view code, std::string message, std::string location) {
    if (++errors > diagnostics_max) return;
    note(Diagnostic::Severity::Error, code, std::move(message), std::move(location));
  }

  void warn(std::string_view code, std::string message, std::string location) {
    if (++warnings > diagnostics_max) return;
    note(Diagnostic::Severity::Warning, code, std::move(message), std::move(location));
  }

 private:
  void note(Diagnostic::Severity severity, std::string_view code, std::string message,
            std::string location) {
    diagnostics.push_back({.severity = severity,
                           .code = std::string{code},
                           .message = std::move(message),
                           .location = std::move(location)});
  }
};

}  // namespace spotdrill::asl::parse
