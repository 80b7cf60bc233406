// What a definition is told, as lines.
#pragma once

#include <gmock/gmock.h>

#include <string>
#include <string_view>
#include <vector>

#include "asl/definition.hpp"

namespace spotdrill::asl {

/// "CODE: MESSAGE at LOCATION", as CreateStateMachine says it; a warning in front of which "W ".
inline std::vector<std::string> lines_of(const std::vector<Diagnostic>& diagnostics) {
  std::vector<std::string> lines;
  for (const Diagnostic& diagnostic : diagnostics) {
    std::string line = diagnostic.severity == Diagnostic::Severity::Warning ? "W " : "";
    line += diagnostic.code + ": " + diagnostic.message;
    if (!diagnostic.location.empty()) line += " at " + diagnostic.location;
    lines.push_back(std::move(line));
  }
  return lines;
}

inline std::vector<std::string> problems(std::string_view text,
                                         MachineType type = MachineType::Standard) {
  const Parsed parsed = parse_definition(text, type);
  bool refused = false;
  for (const Diagnostic& diagnostic : parsed.diagnostics) {
    refused = refused || diagnostic.severity == Diagnostic::Severity::Error;
  }
  EXPECT_EQ(parsed.valid(), !refused) << text;
  return lines_of(parsed.diagnostics);
}

/// A definition whose only state, "A", has these members.
inline std::string with_state(std::string_view members) {
  return R"({"StartAt": "A", "States": {"A": {)" + std::string{members} + "}}}";
}

/// The problems of a definition whose only state, "A", has these members.
inline std::vector<std::string> state_problems(std::string_view members,
                                               MachineType type = MachineType::Standard) {
  return problems(with_state(members), type);
}

/// A Task with these members besides.
inline std::vector<std::string> task_problems(std::string_view members) {
  return state_problems(
      R"("Type": "Task", "Resource": "arn:aws:states:::aws-sdk:ec2:describeInstances", "End": true)" +
      (members.empty() ? std::string{} : ", " + std::string{members}));
}

}  // namespace spotdrill::asl
