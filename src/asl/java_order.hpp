// The order in which a java.util.HashMap gives its members: AWS evaluates the expressions of a
// template into one, and histories show it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace spotdrill::asl {

/// String.hashCode: over UTF-16 code units.
std::uint32_t java_hash(std::string_view utf8);

/// The bucket of `name` in a HashMap of `members`: as many buckets as are filled to three quarters
/// at most, a power of two, 16 at least.
std::uint32_t java_bucket(std::string_view name, std::size_t members);

/// Puts `items` into the order of a HashMap whose keys `name` gives.
template <class Item, class Name>
void sort_as_hash_map(std::vector<Item>& items, Name name) {
  const std::size_t members = items.size();
  std::ranges::stable_sort(items, std::ranges::less{}, [&](const Item& item) {
    return java_bucket(std::invoke(name, item), members);
  });
}

}  // namespace spotdrill::asl
