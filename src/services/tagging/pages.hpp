// Pages of the tagging API: a token names the last item that was shown, and "" says that there is
// no more.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace spotdrill::tagging {

/// What the page begins behind; nothing: at the beginning. `request`: what the token is of.
/// Errors: PaginationTokenExpiredException.
Result<std::optional<std::string>> page_after(std::string_view request,
                                              const std::optional<std::string>& token);

/// Puts a page of `words` into `page`, and gives the next one's token.
/// Errors: PaginationTokenExpiredException.
Result<std::string> page_of_words(std::string_view request, const std::set<std::string>& words,
                                  const std::optional<std::string>& token,
                                  std::vector<std::string>& page);

}  // namespace spotdrill::tagging
