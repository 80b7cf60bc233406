// Regular expressions as functions: what they are called with, what they give, and the functions
// that search with them, or with any function that gives the like.
#pragma once

#include <memory>
#include <optional>

#include "jsonata/evaluation.hpp"

namespace spotdrill::jsonata {

/// Calls a regular expression, or the `next` of one of its matches.
Outcome apply_matcher(Evaluation& evaluation, const Function& function, const Arguments& arguments);

/// The matches of a text, one after the other.
class Matches {
 public:
  Matches(Evaluation& evaluation, Value matcher, std::string_view text);

  /// Goes to the next match. False: there is none. Errors: D1004, T1010.
  Result<bool, Failure> next();

  std::string_view match() const { return match_; }
  double start() const { return start_; }
  double end() const { return end_; }
  const std::vector<Value>& groups() const { return groups_; }
  Value groups_value() const;
  /// The match as an object, as it is given to functions.
  Value object();

  /// The part of the text between two places. Units: UTF-16 code units.
  std::string_view between(double from, double to);
  std::string_view from(double place) { return between(place, static_cast<double>(length_)); }

 private:
  Result<bool, Failure> next_of_regex();
  Result<bool, Failure> next_of_function();

  Evaluation& evaluation_;
  Value matcher_;
  std::string_view text_;
  std::unique_ptr<Subject> subject_;
  std::size_t length_ = 0;
  bool begun_ = false;
  std::string_view match_;
  double start_ = 0;
  double end_ = 0;
  std::vector<Value> groups_;
  Value object_;
};

}  // namespace spotdrill::jsonata
