// Paging as EC2's Describes have it: MaxResults and an opaque NextToken.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace spotdrill::ec2 {

/// The least and the most that MaxResults may be, of one operation.
struct PageLimits {
  std::int32_t least = 5;
  std::int32_t most = 1000;
};

/// What a request says of paging.
struct PageRequest {
  std::string_view operation;  ///< Another operation's tokens are refused.
  std::optional<std::int32_t> max_results;
  std::optional<std::string> next_token;
  PageLimits limits = {};
  bool max_results_clamped = false;  ///< More than the most means the most.
};

/// Where a page begins and how long it may be.
struct PageStart {
  std::string after;  ///< Key of the last item of the page before; "" at the start.
  std::size_t room = 0;
};

/// Errors: InvalidParameterValue, InvalidNextToken.
Result<PageStart> page_start(const PageRequest& request);
std::string page_token(std::string_view operation, std::string_view last_key);

template <class Item>
struct Page {
  std::vector<Item> items;
  std::optional<std::string> next_token;
};

/// One page of `items`, which are in order of `key_of(item)`.
/// Errors: as page_start.
template <class Item, class KeyOf>
Result<Page<Item>> page_of(std::vector<Item> items, const PageRequest& request, KeyOf key_of) {
  const PageStart start = TRY(page_start(request));
  Page<Item> page;
  for (Item& item : items) {
    if (!start.after.empty() && std::string_view{key_of(item)} <= start.after) continue;
    if (page.items.size() == start.room) {
      page.next_token = page_token(request.operation, key_of(page.items.back()));
      break;
    }
    page.items.push_back(std::move(item));
  }
  return page;
}

}  // namespace spotdrill::ec2
