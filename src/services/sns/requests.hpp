// What several operations of SNS ask of their requests.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/sns.hpp"
#include "base/result.hpp"
#include "services/page_token.hpp"
#include "services/sns/errors.hpp"
#include "services/sns/sns.hpp"

namespace spotdrill::sns {

/// `tags` with `added` over them. Errors: InvalidParameter, TagLimitExceeded.
Result<std::map<std::string, std::string>> with_tags(std::map<std::string, std::string> tags,
                                                     const std::vector<api::sns::Tag>& added);

/// The topic whose tags are meant. Errors: InvalidParameter, ResourceNotFound.
Result<const TopicRecord*> tagged_topic(const Sns& sns, const std::string& arn);

/// "Each call returns a limited list of …, up to 100." `request`: what the token is good for.
// DEVIATION: AWS's reason for a token that is none is not known.
template <class Item>
Result<void> page_into(std::string_view request, const std::optional<std::string>& token,
                       std::vector<Item> all, std::vector<Item>& page,
                       std::optional<std::string>& next_token) {
  constexpr std::size_t page_size = 100;
  const auto begin = services::page_begin(request, token);
  if (!begin) return invalid("NextToken");
  services::take_page(request, std::move(all), *begin, page_size, page, next_token);
  return {};
}

}  // namespace spotdrill::sns
