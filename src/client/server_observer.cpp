#include "client/server_observer.hpp"

#include <fmt/format.h>

#include "base/iso8601.hpp"

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

std::optional<ServerFact> read_fact(const json::value& value) {
  const json::object* object = value.if_object();
  if (object == nullptr) return std::nullopt;
  const std::optional<Instant> at = parse_iso8601(string_at(*object, "at"));
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

std::optional<json::object> ServerObserver::read(const std::string& query) {
  const Result<protocol::HttpResponse, std::string> response =
      client_.get("/_spotdrill/journal?" + query);
  if (!response || response->status != 200) return std::nullopt;
  Result<json::value, std::string> value = parse_json(response->body);
  if (!value || !value->is_object()) return std::nullopt;
  const json::object& object = value->get_object();
  if (const auto now = parse_iso8601(string_at(object, "now"))) server_now_ = now;
  if (const json::value* rate = object.if_contains("rate"); rate != nullptr && rate->is_number()) {
    rate_ = rate->to_number<double>();
  }
  return std::move(value->get_object());
}

bool ServerObserver::connect() {
  // A number beyond every fact: nothing but where the journal ends.
  const std::optional<json::object> reply = read("since=18446744073709551615&wait=0");
  if (!reply) return false;
  next_ = number_at(*reply, "next");
  return true;
}

std::vector<ServerFact> ServerObserver::poll() {
  std::vector<ServerFact> facts;
  for (int page = 0; page < pages_max; ++page) {
    const std::optional<json::object> reply = read(fmt::format("since={}&wait=0", next_));
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
