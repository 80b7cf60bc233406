// Records as replies have them.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/lambda.hpp"
#include "services/lambda/errors.hpp"
#include "services/lambda/lambda.hpp"
#include "services/page_token.hpp"

namespace spotdrill::lambda {

/// `qualified`: its ARN says which version it is.
api::lambda::FunctionConfiguration render(const Lambda& lambda, const Function& function,
                                          const Version& version, bool qualified);
api::lambda::AliasConfiguration render(const Lambda& lambda, const Function& function,
                                       const Alias& alias);

/// One page of `all`, by Marker and MaxItems. Errors: InvalidParameterValueException.
template <class Item, class Request>
Result<void> page_of(std::string_view operation, const Request& request, std::vector<Item> all,
                     std::vector<Item>& page, std::optional<std::string>& marker) {
  constexpr std::int32_t usual = 50;
  const auto begin = services::page_begin(operation, request.marker);
  if (!begin) return invalid_value("Invalid marker");
  const auto size = static_cast<std::size_t>(std::min(request.max_items.value_or(usual), usual));
  services::take_page(operation, std::move(all), *begin, size, page, marker);
  return {};
}

}  // namespace spotdrill::lambda
