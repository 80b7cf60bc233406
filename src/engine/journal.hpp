// The journal: what happened, as facts with instant, resource and cause. It is the product of a
// drill: reports and event rules read it. Not a log: nothing is written here for operators only.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/units.hpp"

namespace spotdrill {

class Store;

struct Fact {
  std::uint64_t sequence = 0;  ///< Counts up by one from 1.
  Instant at;
  std::string region;
  std::string resource;  ///< "i-…", "sir-…", "EXP…": the resource that it is about.
  std::string kind;      ///< "interruption-notice", "state-change", … (lower case, dashes).
  json::object details;
};

/// How many facts are kept; the oldest go first. 200,000 is about 60 MB.
inline constexpr std::size_t journal_facts_max = 200'000;

class Journal {
 public:
  using Listener = std::function<void(const Fact&)>;

  /// Reads back what `store` holds. `store` outlives the journal.
  explicit Journal(Store& store);

  /// Adds a fact; listeners hear of it before this returns.
  const Fact& append(Instant at, std::string region, std::string resource, std::string kind,
                     json::object details = {});

  /// Calls `listener` for every later fact.
  void listen(Listener listener) { listeners_.push_back(std::move(listener)); }

  [[nodiscard]] const std::deque<Fact>& facts() const { return facts_; }

  void clear();

 private:
  Store& store_;
  std::deque<Fact> facts_;
  std::uint64_t next_sequence_ = 1;
  std::vector<Listener> listeners_;
};

}  // namespace spotdrill
