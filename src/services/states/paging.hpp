// Pages of a list that is at hand. A token holds the position of the next page's first item, and is
// good with the request that it continues only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "services/page_token.hpp"
#include "services/states/errors.hpp"

namespace spotdrill::states {

/// "The default is 100 and the maximum allowed page size is 1000. A value of 0 uses the default."
inline constexpr std::size_t page_size_default = 100;

/// Moves the page of `all` that `request` asks for into `page`, and sets `next_token` when there is
/// more. `key` is the operation and what else the request says. Errors: InvalidToken.
template <class Request, class Item>
Result<void> paginate(const Request& request, std::string_view key, std::vector<Item> all,
                      std::vector<Item>& page, std::optional<std::string>& next_token) {
  const auto begin = services::page_begin(key, request.next_token);
  if (!begin) return invalid_token();
  const auto wanted = static_cast<std::size_t>(request.max_results.value_or(0));
  const std::size_t size = wanted == 0 ? page_size_default : wanted;
  services::take_page(key, std::move(all), *begin, size, page, next_token);
  return {};
}

}  // namespace spotdrill::states
