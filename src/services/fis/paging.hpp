// Pages of a list that is at hand. A token holds the position of the next page's first item.
#pragma once

#include <algorithm>
#include <charconv>
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
  std::size_t begin = 0;
  if (request.next_token) {
    const auto cursor = services::read_page_token(key, *request.next_token);
    const char* text = cursor ? cursor->data() : nullptr;
    if (!cursor || std::from_chars(text, text + cursor->size(), begin).ec != std::errc{}) {
      return invalid("Invalid nextToken.");
    }
  }
  begin = std::min(begin, all.size());
  const std::size_t size =
      request.max_results ? static_cast<std::size_t>(*request.max_results) : page_size_default;
  const std::size_t end = std::min(all.size(), begin + size);
  page.assign(std::make_move_iterator(all.begin() + static_cast<std::ptrdiff_t>(begin)),
              std::make_move_iterator(all.begin() + static_cast<std::ptrdiff_t>(end)));
  if (end < all.size()) next_token = services::make_page_token(key, std::to_string(end));
  return {};
}

}  // namespace spotdrill::fis
