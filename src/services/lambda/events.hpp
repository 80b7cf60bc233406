// Events that wait for their function: invocations of the type Event. What fails is tried again,
// and what came of it is sent on.
#pragma once

#include <string>

#include "base/result.hpp"
#include "engine/timers.hpp"
#include "engine/world.hpp"
#include "services/lambda/records.hpp"
#include "store/table.hpp"

namespace spotdrill::lambda {

struct InvocationResult;
class Lambda;

// DEVIATION: AWS states no number.
inline constexpr std::size_t events_max = 10'000;

/// "Maximum age of event: 6 hours", "Retry attempts: 2".
/// Source: Lambda Developer Guide, "Configuring error handling settings for asynchronous
/// invocations".
inline constexpr Duration event_age_max = 6h;
inline constexpr std::int32_t event_retries_max = 2;

class Events {
 public:
  /// Takes up what waits. `lambda` outlives it; nothing is asked of it before a later event.
  Events(World& world, Lambda& lambda, const std::string& region);
  Events(const Events&) = delete;
  Events& operator=(const Events&) = delete;

  /// Errors: TooManyRequestsException.
  Result<void> add(EventRecord event);

 private:
  void arm(const EventRecord& event);
  void attempt(const std::string& id);
  void attempted(const std::string& id, const Result<InvocationResult>& result);
  /// It is over: sent on, forgotten.
  void settle(const std::string& id, std::string_view condition, const InvocationResult& result);

  World& world_;
  Lambda& lambda_;
  Table<EventRecord> events_;
  Timers timers_;
};

}  // namespace spotdrill::lambda

// Its body is in events.cpp.
extern template class spotdrill::Table<spotdrill::lambda::EventRecord>;
