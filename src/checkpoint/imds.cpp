#include "checkpoint/imds.hpp"

#include <strings.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "checkpoint/error.hpp"

namespace spotdrill::checkpoint {
namespace {

using namespace std::chrono_literals;
using std::chrono::system_clock;

constexpr auto token_ttl = 21600s;  // The longest that AWS gives; the SDKs' own.
constexpr auto renew_before = 5min;
constexpr auto request_limit = 2s;

std::string_view variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// The string at `key` of an object of strings, as the service writes them. Empty: there is none.
std::string json_string(std::string_view object, std::string_view key) {
  constexpr std::string_view blank = " \t\r\n";
  const auto skip = [&](char wanted) {
    object.remove_prefix(std::min(object.find_first_not_of(blank), object.size()));
    const bool there = object.starts_with(wanted);
    if (there) object.remove_prefix(1);
    return there;
  };
  const std::string quoted = '"' + std::string{key} + '"';
  if (!skip('{') || object.find('}') == std::string_view::npos) return {};
  const std::size_t at = object.find(quoted);
  if (at == std::string_view::npos) return {};
  object.remove_prefix(at + quoted.size());
  if (!skip(':') || !skip('"')) return {};
  const std::size_t end = object.find('"');
  return end == std::string_view::npos ? std::string{} : std::string{object.substr(0, end)};
}

/// "2026-09-18T08:22:00Z".
std::optional<system_clock::time_point> parse_time(const std::string& text) {
  int year = 0;
  unsigned month = 0, day = 0, hour = 0, minute = 0, second = 0;
  char zone = 0;
  if (std::sscanf(text.c_str(), "%4d-%2u-%2uT%2u:%2u:%2u%c", &year, &month, &day, &hour, &minute,
                  &second, &zone) != 7 ||
      zone != 'Z') {
    return {};
  }
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month},
                                         std::chrono::day{day}};
  // Some reply that is no notice may hold any year; the clock counts nanoseconds, to 2262.
  if (!date.ok() || year < 1970 || year > 2199 || hour > 23 || minute > 59 || second > 60)
    return {};
  return std::chrono::sys_days{date} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
         std::chrono::seconds{second};
}

}  // namespace

Result<std::optional<Endpoint>> metadata_endpoint(const std::string& given) {
  using Found = std::optional<Endpoint>;
  std::string url{given.empty() ? variable("AWS_EC2_METADATA_SERVICE_ENDPOINT") : given};
  if (given.empty() && ::strcasecmp(variable("AWS_EC2_METADATA_DISABLED").data(), "true") == 0) {
    return Found{};
  }
  const bool ipv6 =
      ::strcasecmp(variable("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE").data(), "IPv6") == 0;
  if (url.empty()) url = ipv6 ? "http://[fd00:ec2::254]" : "http://169.254.169.254";
  if (auto endpoint = parse_endpoint(url)) return Found{std::move(endpoint)};
  return error_of(EINVAL);
}

std::optional<Warning> parse_notice(std::string_view body) {
  Warning warning{.kind = Warning::Kind::InterruptionNotice,
                  .action = json_string(body, "action"),
                  .deadline = parse_time(json_string(body, "time"))};
  if (warning.action.empty() || !warning.deadline) return {};
  return warning;
}

std::optional<Warning> parse_rebalance(std::string_view body) {
  if (!parse_time(json_string(body, "noticeTime"))) return {};
  return Warning{.kind = Warning::Kind::RebalanceRecommendation};
}

std::error_code Imds::renew_token() {
  const auto now = std::chrono::steady_clock::now();
  if (!token_.empty() && now < renew_at_) return {};
  const std::string headers =
      "X-aws-ec2-metadata-token-ttl-seconds: " + std::to_string(token_ttl.count()) +
      "\r\nContent-Length: 0\r\n";
  auto reply = exchange(endpoint_, "PUT", "/latest/api/token", headers, request_limit, cancel_);
  if (!reply) return reply.error();
  const bool is_token = std::all_of(reply->body.begin(), reply->body.end(),
                                    [](char byte) { return byte > ' ' && byte <= '~'; });
  if (reply->status != 200 || reply->body.empty() || !is_token) return error_of(EACCES);
  token_ = std::move(reply->body);
  renew_at_ = now + token_ttl - renew_before;
  return {};
}

Result<Reply> Imds::get(std::string_view path) {
  for (bool again = true;; again = false) {
    if (const auto error = renew_token()) return error;
    auto reply = exchange(endpoint_, "GET", path, "X-aws-ec2-metadata-token: " + token_ + "\r\n",
                          request_limit, cancel_);
    // A token ends with its instance's boot, too.
    if (!reply || reply->status != 401 || !again) return reply;
    token_.clear();
  }
}

Result<std::optional<Warning>> Imds::ask() {
  struct Page {
    std::string_view path;
    std::optional<Warning> (*parse)(std::string_view);
  };
  for (const Page& page :
       {Page{"/latest/meta-data/spot/instance-action", parse_notice},
        Page{"/latest/meta-data/events/recommendations/rebalance", parse_rebalance}}) {
    auto reply = get(page.path);
    if (!reply) return reply.error();
    if (reply->status == 404) continue;
    auto warning = reply->status == 200 ? page.parse(reply->body) : std::nullopt;
    if (!warning) return error_of(reply->status == 200 ? EPROTO : EACCES);
    return warning;
  }
  return std::optional<Warning>{};
}

}  // namespace spotdrill::checkpoint
