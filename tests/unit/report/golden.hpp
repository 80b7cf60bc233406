// Reports of observations made by hand, and the files that they are compared with.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "drill/observations.hpp"
#include "report/report.hpp"

namespace spotdrill::report {

inline Recording recording_of(drill::Observation seen) {
  drill::Definition definition{.name = "golden"};
  for (const char* text :
       {"completes", "lost-work <= 5%", "notice-handled-within 30s", "resumes"}) {
    definition.expect.push_back(*drill::parse_expectation(text));
  }
  Recording recording{.run_id = "20260101T000000-golden-1",
                      .region = "us-east-1",
                      .speed = 20,
                      .definition = definition,
                      .seen = std::move(seen),
                      .source = {.version = "0.0.0", .command = "spotdrill run golden.yaml"}};
  recording.verdict = drill::judge(recording.definition, recording.seen);
  recording.story = {{drill::second(0), "i-00000000000000001", "Spot Instance launched"}};
  return recording;
}

inline Report report_of(drill::Observation seen) {
  return make_report(recording_of(std::move(seen)));
}

inline std::string golden(const std::string& name) {
  std::ifstream stream{std::string{SPOTDRILL_GOLDEN} + "/report/" + name};
  std::ostringstream content;
  content << stream.rdbuf();
  return content.str();
}

/// Compares with a golden file; SPOTDRILL_REWRITE_GOLDEN=1 writes it anew.
inline void expect_golden(const std::string& name, const std::string& text) {
  if (std::getenv("SPOTDRILL_REWRITE_GOLDEN") != nullptr) {
    std::ofstream{std::string{SPOTDRILL_GOLDEN} + "/report/" + name} << text;
  }
  EXPECT_EQ(text, golden(name));
}

}  // namespace spotdrill::report
