// Regular expressions as JavaScript has them, without the flag u: ECMAScript's syntax, positions in
// UTF-16 code units. The matching is Boost.Regex's, on a budget of steps.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace spotdrill::jsonata {

/// A text to be searched, decoded once.
struct Subject {
  explicit Subject(std::string_view text);

  bool is_ascii() const { return ascii_; }
  /// Units: UTF-16 code units.
  std::size_t size() const { return ascii_ ? text.size() : units.size(); }
  /// The part between two places, of which the first is not behind the second.
  std::string between(std::size_t from, std::size_t to) const;

  std::string_view text;
  std::wstring units;  ///< UTF-16 code units, one in each character. Empty when it is ASCII.

 private:
  bool ascii_ = false;
};

struct Group {
  std::size_t start = 0;  ///< Units: UTF-16 code units.
  std::size_t end = 0;
};

struct Match {
  Group whole;
  std::vector<std::optional<Group>> groups;
};

/// What a search fails with: it had no steps left.
struct TooComplex {};

class Regex {
 public:
  /// `flags` are of i and m. Errors: a sentence that says what is wrong with the pattern.
  static Result<Regex, std::string> compile(std::string_view pattern, std::string_view flags);

  Regex(Regex&&) noexcept;
  Regex& operator=(Regex&&) noexcept;
  ~Regex();

  /// The first match from `from` on; what it costs is taken from `steps_left`.
  Result<std::optional<Match>, TooComplex> search(const Subject& subject, std::size_t from,
                                                  std::uint64_t& steps_left) const;

 private:
  struct Compiled;
  explicit Regex(std::unique_ptr<Compiled> compiled);

  std::unique_ptr<Compiled> compiled_;
};

}  // namespace spotdrill::jsonata
