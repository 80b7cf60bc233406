// Tokens of paged replies: where the next page begins, tied to the request that they continue.
// Stateless: nothing is kept for a client that never comes back.
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spotdrill::services {

/// An opaque token for `cursor`, good only with the same `request` (whatever text identifies it).
std::string make_page_token(std::string_view request, std::string_view cursor);

/// The cursor of a token that make_page_token made for the same `request`; nothing otherwise.
std::optional<std::string> read_page_token(std::string_view request, std::string_view token);

/// Where the page begins that `next_token` asks for: 0 without one. Nothing when the token is none
/// of this `request`. For lists whose cursor is a position.
std::optional<std::size_t> page_begin(std::string_view request,
                                      const std::optional<std::string>& next_token);

/// Moves the `size` items of `all` from `begin` on into `page`, and sets `next_token` when there is
/// more.
template <class Item>
void take_page(std::string_view request, std::vector<Item> all, std::size_t begin, std::size_t size,
               std::vector<Item>& page, std::optional<std::string>& next_token) {
  begin = std::min(begin, all.size());
  const std::size_t end = begin + std::min(size, all.size() - begin);
  page.assign(std::make_move_iterator(all.begin() + static_cast<std::ptrdiff_t>(begin)),
              std::make_move_iterator(all.begin() + static_cast<std::ptrdiff_t>(end)));
  if (end < all.size()) next_token = make_page_token(request, std::to_string(end));
}

}  // namespace spotdrill::services
