// What the requests of CloudWatch Logs have in common: log groups by name or ARN, pages, records as
// replies have them.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/logs.hpp"
#include "base/result.hpp"
#include "services/logs/errors.hpp"
#include "services/logs/logs.hpp"
#include "services/page_token.hpp"

namespace spotdrill::logs {

/// "The default is up to 50 items": of every list but those of events.
inline constexpr std::int32_t usual_page = 50;

/// "Each page returned can contain up to 1 MB of log events or up to 10,000 log events."
inline constexpr std::int32_t page_events_max = 10'000;
inline constexpr std::int64_t page_bytes_max = 1'048'576;

// DEVIATION: log groups of the classes INFREQUENT_ACCESS and DELIVERY are refused by name.
inline constexpr const char* standard_class = "STANDARD";

/// The group that a name or an ARN, with or without ":*", is of.
/// Errors: ResourceNotFoundException.
Result<const GroupRecord*> group_of_identifier(const Logs& logs, std::string_view identifier);

/// "You must include either logGroupIdentifier or logGroupName, but not both."
/// Errors: InvalidParameterException, ResourceNotFoundException, ValidationException.
Result<const GroupRecord*> group_of(const Logs& logs, const std::optional<std::string>& name,
                                    const std::optional<std::string>& identifier);

/// Adds to the group's tags. Errors: TooManyTagsException.
Result<void> add_tags(Logs& logs, const GroupRecord& group, const Tags& added);

api::logs::LogStream render(const Logs& logs, const StreamRecord& stream);

/// The token of an upload that nobody needs any more.
std::string sequence_token(const StreamRecord& stream);

/// Takes the page that `request` asks for out of `all` into `response`. `list`: what it is of.
/// Errors: InvalidParameterException.
template <class Request, class Item, class Response>
Result<void> page_into(std::string_view list, const Request& request, std::vector<Item> all,
                       std::vector<Item>& page, Response& response) {
  const auto begin = services::page_begin(list, request.next_token);
  if (!begin) return invalid_token();
  services::take_page(list, std::move(all), *begin,
                      static_cast<std::size_t>(request.limit.value_or(usual_page)), page,
                      response.next_token);
  return {};
}

}  // namespace spotdrill::logs
