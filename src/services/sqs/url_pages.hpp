// Pages of queue URLs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "services/page_token.hpp"
#include "services/sqs/errors.hpp"

namespace spotdrill::sqs {

/// "The response includes a maximum of 1,000 results."
inline constexpr std::int32_t urls_max = 1'000;

/// The page that `request` asks for. `list` says of what list it is.
/// Errors: InvalidParameterValue.
template <class Request>
Result<void> take_urls(const std::string& list, std::vector<std::string> all,
                       const Request& request, std::vector<std::string>& page,
                       std::optional<std::string>& next_token) {
  const std::int32_t count = request.max_results.value_or(urls_max);
  // DEVIATION: AWS's messages on wrong pages are not known to us.
  if (count < 1 || count > urls_max) {
    return invalid_value(std::to_string(count), "MaxResults",
                         "MaxResults must be an integer between 1 and 1000.");
  }
  const auto begin = services::page_begin(list, request.next_token);
  if (!begin) return invalid_parameter("Invalid or expired next token.");
  services::take_page(list, std::move(all), *begin, static_cast<std::size_t>(count), page,
                      next_token);
  // "If you do not set MaxResults, the response includes a maximum of 1,000 results", and no token.
  if (!request.max_results) next_token.reset();
  return {};
}

}  // namespace spotdrill::sqs
