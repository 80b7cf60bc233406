#include "client/server_observer.hpp"

#include <fmt/format.h>

#include <thread>

namespace spotdrill::client {

namespace {

/// Facts in one reply are bounded by the server; this many replies are read at most in one poll.
constexpr int pages_max = 50;

std::uint64_t number_at(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  if (value == nullptr || !value->is_number()) return 0;
  return value->is_double() ? static_cast<std::uint64_t>(value->get_double())
                            : value->to_number<std::uint64_t>();
}

/// The server writes moments as microseconds since 1970.
std::optional<Instant> instant_at(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  if (value == nullptr || !value->is_int64()) return std::nullopt;
  return Instant{Duration{value->get_int64()}};
}

std::optional<ServerFact> read_fact(const json::value& value) {
  const json::object* object = value.if_object();
  if (object == nullptr) return std::nullopt;
  const std::optional<Instant> at = instant_at(*object, "at");
  if (!at) return std::nullopt;
  ServerFact fact{.sequence = number_at(*object, "sequence"),
                  .at = *at,
                  .resource = std::string{string_at(*object, "resource")},
                  .kind = std::string{string_at(*object, "kind")}};
  if (const json::value* details = object->if_contains("details")) {
    if (const json::object* inner = details->if_object()) fact.details = *inner;
  }
  return fact;
}

}  // namespace

std::optional<json::object> ServerObserver::read(const std::string& what) {
  const Result<protocol::HttpResponse, std::string> response = client_.get("/_spotdrill/" + what);
  if (!response || response->status != 200) return std::nullopt;
  Result<json::value, std::string> value = parse_json(response->body);
  if (!value || !value->is_object()) return std::nullopt;
  const json::object& object = value->get_object();
  if (const auto now = instant_at(object, "now")) server_now_ = now;
  if (const auto now = instant_at(object, "now_microseconds")) server_now_ = now;
  if (object.contains("skipped")) skipped_ = Duration{number_at(object, "skipped")};
  return std::move(value->get_object());
}

bool ServerObserver::connect() {
  const std::optional<json::object> clock = read("clock?wait=0");
  if (!clock) return false;
  const json::value* rate = clock->if_contains("rate");
  if (rate != nullptr && rate->is_number()) rate_ = rate->to_number<double>();
  automatic_ = string_at(*clock, "speed") == "auto";
  // What happened before is passed over.
  for (int page = 0; page < pages_max; ++page) {
    const std::optional<json::object> reply = read(fmt::format("journal?since={}&wait=0", next_));
    if (!reply) return false;
    const std::uint64_t next = number_at(*reply, "next");
    if (next <= next_) break;
    next_ = next;
  }
  return true;
}

void ServerObserver::pause(std::chrono::milliseconds real, std::optional<Instant> until,
                           bool before_moves) {
  if (automatic_) {
    std::string what = fmt::format("clock?wait={}", real.count());
    if (until) what += fmt::format("&until={}", until->time_since_epoch().count());
    if (before_moves) what += "&before-moves=1";
    if (read(what)) return;
  }
  std::this_thread::sleep_for(real);
}

std::vector<ServerFact> ServerObserver::poll() {
  std::vector<ServerFact> facts;
  for (int page = 0; page < pages_max; ++page) {
    const std::optional<json::object> reply = read(fmt::format("journal?since={}&wait=0", next_));
    if (!reply) return facts;
    const json::value* list = reply->if_contains("facts");
    if (list == nullptr || !list->is_array() || list->get_array().empty()) return facts;
    for (const json::value& value : list->get_array()) {
      if (std::optional<ServerFact> fact = read_fact(value)) facts.push_back(std::move(*fact));
    }
    const std::uint64_t next = number_at(*reply, "next");
    if (next <= next_) return facts;
    next_ = next;
  }
  return facts;
}

}  // namespace spotdrill::client
