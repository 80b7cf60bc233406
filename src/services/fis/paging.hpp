// Pages of a list that is at hand. A token holds the position of the next page's first item.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "services/fis/errors.hpp"
#include "services/page_token.hpp"

namespace spotdrill::fis {

/// Items on a page when the request does not say. The model's maximum is the same.
inline constexpr std::size_t page_size_default = 100;

/// Moves the page of `all` that `request` asks for into `page`, and sets `next_token` when there is
/// more. `key` tells lists apart. Errors: ValidationException (a token of another list).
template <class Request, class Item>
Result<void> paginate(const Request& request, std::string_view key, std::vector<Item> all,
                      std::vector<Item>& page, std::optional<std::string>& next_token) {
  const auto begin = services::page_begin(key, request.next_token);
  if (!begin) return invalid("Invalid nextToken.");
  const std::size_t size =
      request.max_results ? static_cast<std::size_t>(*request.max_results) : page_size_default;
  services::take_page(key, std::move(all), *begin, size, page, next_token);
  return {};
}

}  // namespace spotdrill::fis
