#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "services/imds/imds.hpp"

namespace spotdrill::imds {
namespace {

using protocol::HttpRequest;
using protocol::HttpResponse;

constexpr std::string_view token_path = "/latest/api/token";
constexpr std::string_view token_header = "X-aws-ec2-metadata-token";
constexpr std::string_view ttl_header = "X-aws-ec2-metadata-token-ttl-seconds";

/// Of the path that was refused first: longer than any that there is.
constexpr std::size_t refused_path_bytes_max = 512;

/// What a job asks for to learn that it will be interrupted.
constexpr std::array<std::string_view, 3> polled{"events/recommendations/rebalance",
                                                 "spot/instance-action", "spot/termination-time"};

HttpResponse reply(int status, std::string content_type, std::string body) {
  HttpResponse response{.status = status, .body = std::move(body)};
  response.headers.add("Content-Type", std::move(content_type));
  response.headers.add("Accept-Ranges", "none");
  response.headers.add("Server", "EC2ws");
  return response;
}

std::string_view title(int status) {
  switch (status) {
    case 400:
      return "400 - Bad Request";
    case 401:
      return "401 - Unauthorized";
    case 403:
      return "403 - Forbidden";
    default:
      return "404 - Not Found";
  }
}

/// An error page, as AWS has it.
HttpResponse failure(int status) {
  return reply(status, "text/html",
               fmt::format("<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>\n"
                           "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\"\n"
                           "\t\"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\n"
                           "<html xmlns=\"http://www.w3.org/1999/xhtml\" xml:lang=\"en\" "
                           "lang=\"en\">\n"
                           " <head>\n"
                           "  <title>{0}</title>\n"
                           " </head>\n"
                           " <body>\n"
                           "  <h1>{0}</h1>\n"
                           " </body>\n"
                           "</html>\n",
                           title(status)));
}

HttpResponse not_allowed(std::string_view method, std::string allowed) {
  HttpResponse response = reply(method == "OPTIONS" ? 200 : 405, "text/plain", {});
  response.headers.add("Allow", std::move(allowed));
  return response;
}

/// "Wed, 21 Oct 2015 07:28:00 GMT".
std::string http_date(Instant instant) {
  const auto days = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date{days};
  const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(instant - days)};
  constexpr std::array weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  return fmt::format(
      "{}, {:02} {} {} {:02}:{:02}:{:02} GMT", weekdays.at(std::chrono::weekday{days}.c_encoding()),
      static_cast<unsigned>(date.day()), months.at(static_cast<unsigned>(date.month()) - 1),
      static_cast<int>(date.year()), time.hours().count(), time.minutes().count(),
      time.seconds().count());
}

HttpResponse success(Found found, const ec2::Instance& instance) {
  // AWS's tags are decimal numbers in quotes.
  const std::string tag =
      fmt::format("\"{}\"", std::hash<std::string>{}(found.text) % 10'000'000'000);
  HttpResponse response = reply(200, found.user_data ? "application/octet-stream" : "text/plain",
                                std::move(found.text));
  response.headers.add("ETag", tag);
  response.headers.add("Last-Modified", http_date(instance.launch_time));
  return response;
}

/// `text` with its %XX decoded; nothing when one is wrong or makes a control character.
std::optional<std::string> percent_decoded(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      decoded += text[at];
      continue;
    }
    unsigned value = 0;
    const std::string_view digits = text.substr(at + 1, 2);
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    if (error != std::errc{} || digits.size() != 2 || end != digits.data() + 2 || value < 0x20) {
      return {};
    }
    decoded += static_cast<char>(value);
    at += 2;
  }
  return decoded;
}

/// The one of `polled` that `path` asks for, or nothing.
std::string_view polled_part(std::string_view path) {
  const std::size_t version_end = path.find('/', 1);
  if (version_end == std::string_view::npos) return {};
  std::string_view rest = path.substr(version_end + 1);
  constexpr std::string_view prefix = "meta-data/";
  if (!rest.starts_with(prefix)) return {};
  rest.remove_prefix(prefix.size());
  if (rest.ends_with('/')) rest.remove_suffix(1);
  const auto found = std::find(polled.begin(), polled.end(), rest);
  return found == polled.end() ? std::string_view{} : *found;
}

}  // namespace

Imds::Imds(World& world, Sources sources)
    : world_(world),
      sources_(std::move(sources)),
      tokens_(world.store, world.random),
      signer_(world.store),
      sign_([this](const std::string& document) -> const Signatures& {
        return signer_.sign(document);
      }) {
  // A restarted daemon goes on counting where the journal ends.
  for (const Fact& fact : world.journal.facts()) {
    if (fact.kind == "imds-v1-use") {
      asked(fact.resource).without_token = true;
    } else if (fact.kind == "imds-refused") {
      Asked& asked = this->asked(fact.resource);
      asked.refused.at(fact.details.at("token").as_bool() ? 1 : 0).path =
          string_at(fact.details, "path");
      for (auto& [each, poll] : asked.polls) poll.tell = true;
    } else if (fact.kind == "imds-accepted") {
      asked(fact.resource).refused.at(fact.details.at("token").as_bool() ? 1 : 0).overcome = true;
    } else if (fact.kind == "imds-poll") {
      Poll& poll = asked(fact.resource).polls[std::string{string_at(fact.details, "path")}];
      if (poll.count == 0) poll.first = fact.at;
      poll.count = fact.details.at("polls").to_number<std::uint64_t>();
      poll.status = fact.details.at("status").to_number<int>();
      poll.seen = poll.seen || fact.details.at("first_after_notice").as_bool();
      poll.tell = false;
    }
  }
}

HttpResponse Imds::issue_token(const HttpRequest& request, const ec2::Instance& instance) {
  if (request.method != "PUT") return not_allowed(request.method, "OPTIONS, PUT");
  // "The PUT request … is rejected if it contains an X-Forwarded-For header."
  if (request.headers.contains("X-Forwarded-For")) return failure(403);
  const auto ttl = parse_token_ttl(request.headers.get(ttl_header));
  if (!ttl) return failure(400);
  // DEVIATION: HttpPutResponseHopLimit has no effect. It bounds the IP hops of this reply, and the
  // metadata address of an instance is in its own network namespace, no hop away.
  HttpResponse response =
      reply(200, "text/plain", tokens_.issue(instance.id, world_.clock.now(), *ttl));
  response.headers.add(std::string{ttl_header},
                       std::to_string(std::chrono::floor<std::chrono::seconds>(*ttl).count()));
  return response;
}

HttpResponse Imds::answer(const HttpRequest& request, const ec2::Instance& instance,
                          const Place& place) {
  if (instance.metadata_options.http_endpoint == "disabled") return failure(403);
  const std::string_view raw = protocol::path_of(request.target);
  if (raw == token_path) return issue_token(request, instance);
  // Nearly the path is not the path: AWS forbids it, where every other is a method not allowed.
  if (raw == "/latest/api/token/" && request.method == "PUT") return failure(403);
  if (request.method != "GET" && request.method != "HEAD") {
    return not_allowed(request.method, "OPTIONS, HEAD, GET");
  }

  const std::string* token = request.headers.find(token_header);
  std::optional<Duration> token_left;
  HttpResponse response;
  if (token != nullptr) {
    token_left = tokens_.remaining(*token, instance.id, world_.clock.now());
  }
  // A wrong token is refused even where none would be needed.
  if (token != nullptr ? !token_left : instance.metadata_options.http_tokens == "required") {
    response = failure(401);
    note_refused(instance, place, raw, token != nullptr);
  } else {
    const auto path = percent_decoded(raw);
    std::optional<Found> found;
    if (path) found = look_up({instance, place, sources_, sign_, world_.clock.now()}, *path);
    response = found ? success(std::move(*found), instance) : failure(404);
    if (token == nullptr) note_v1(instance, place, raw);
    note_accepted(instance, place, raw, token != nullptr);
  }
  if (token_left) {
    response.headers.add(
        std::string{ttl_header},
        std::to_string(std::chrono::ceil<std::chrono::seconds>(*token_left).count()));
  }
  note_poll(instance, place, raw, response.status);
  // "The server SHOULD send the same header fields in response to a HEAD request as it would have
  // sent if the request method had been GET": RFC 9110, section 9.3.2. The length is among them.
  if (request.method == "HEAD") {
    response.headers.set("Content-Length", std::to_string(response.body.size()));
    response.body.clear();
  }
  return response;
}

Imds::Asked& Imds::asked(const std::string& instance_id) {
  if (asked_.size() >= polling_instances_max && !asked_.contains(instance_id)) {
    asked_.erase(std::min_element(asked_.begin(), asked_.end(), [](const auto& a, const auto& b) {
      return a.second.last < b.second.last;
    }));
  }
  Asked& asked = asked_[instance_id];
  asked.last = world_.clock.now();
  return asked;
}

void Imds::note_poll(const ec2::Instance& instance, const Place& place, std::string_view path,
                     int status) {
  const std::string_view part = polled_part(path);
  if (part.empty()) return;
  Poll& poll = asked(instance.id).polls[std::string{part}];
  const Instant now = world_.clock.now();
  if (poll.count == 0) poll.first = now;
  ++poll.count;
  const bool saw_it = status == 200 && !poll.seen;
  const bool changed = status != poll.status;
  poll.status = status;
  poll.seen = poll.seen || saw_it;
  if (!std::exchange(poll.tell, false) && !changed && poll.count > polls_in_full) return;

  json::object details;
  details.emplace("path", part);
  details.emplace("status", status);
  details.emplace("polls", poll.count);
  details.emplace("first_after_notice", saw_it);
  if (poll.count > 1) {
    const std::chrono::duration<double> since_first = now - poll.first;
    details.emplace("interval_seconds", since_first.count() / static_cast<double>(poll.count - 1));
  }
  world_.journal.append(now, place.region, instance.id, "imds-poll", std::move(details));
}

void Imds::note_refused(const ec2::Instance& instance, const Place& place, std::string_view path,
                        bool with_token) {
  Asked& asked = this->asked(instance.id);
  Refusal& refusal = asked.refused.at(with_token ? 1 : 0);
  if (!refusal.path.empty()) return;
  refusal.path = path.substr(0, refused_path_bytes_max);
  for (auto& [each, poll] : asked.polls) poll.tell = true;
  json::object details;
  details.emplace("path", path);
  details.emplace("token", with_token);
  world_.journal.append(world_.clock.now(), place.region, instance.id, "imds-refused",
                        std::move(details));
}

void Imds::note_accepted(const ec2::Instance& instance, const Place& place, std::string_view path,
                         bool with_token) {
  const auto known = asked_.find(instance.id);
  if (known == asked_.end()) return;
  for (std::size_t i = 0; i < known->second.refused.size(); ++i) {
    Refusal& refusal = known->second.refused.at(i);
    if (refusal.path.empty() || refusal.overcome) continue;
    // An SDK asks for its credentials with a token of its own, whatever else is refused.
    const bool by_sdk = path.find("/meta-data/iam/") != std::string_view::npos;
    if (path != refusal.path && (by_sdk || !with_token)) continue;
    refusal.overcome = true;
    json::object details;
    details.emplace("path", path);
    details.emplace("token", i == 1);
    world_.journal.append(world_.clock.now(), place.region, instance.id, "imds-accepted",
                          std::move(details));
  }
}

void Imds::note_v1(const ec2::Instance& instance, const Place& place, std::string_view path) {
  Asked& asked = this->asked(instance.id);
  if (asked.without_token) return;
  asked.without_token = true;
  json::object details;
  details.emplace("path", path);
  world_.journal.append(world_.clock.now(), place.region, instance.id, "imds-v1-use",
                        std::move(details));
}

}  // namespace spotdrill::imds
