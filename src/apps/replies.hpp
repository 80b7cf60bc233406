// The forms that replies of `/_spotdrill/` have in common.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "protocol/http_message.hpp"

namespace spotdrill::apps {

/// The newest console output that one reply has at most.
inline constexpr std::size_t console_reply_bytes_max = 16 * 1024 * 1024;

protocol::HttpResponse json_reply(json::object object);

/// {"message": "…"}: what the commands print.
protocol::HttpResponse failure(int status, std::string_view message);

/// One sentence as text: what is refused before it comes to a service.
protocol::HttpResponse forbidden(const std::string& sentence);

/// The parameter `name` of a query, percent-decoded; "" when it has no value.
std::optional<std::string> query_parameter(std::string_view query, std::string_view name);

}  // namespace spotdrill::apps
