#include "services/tagging/pages.hpp"

#include "services/page_token.hpp"
#include "services/tagging/errors.hpp"

namespace spotdrill::tagging {

Result<std::optional<std::string>> page_after(std::string_view request,
                                              const std::optional<std::string>& token) {
  if (!token || token->empty()) return std::optional<std::string>{};
  auto cursor = services::read_page_token(request, *token);
  if (!cursor) return refuse(errors::bad_token());
  return cursor;
}

// DEVIATION: AWS does not say how many keys or values a page has.
Result<std::string> page_of_words(std::string_view request, const std::set<std::string>& words,
                                  const std::optional<std::string>& token,
                                  std::vector<std::string>& page) {
  constexpr std::size_t page_words = 1000;
  const auto after = TRY(page_after(request, token));
  for (auto word = after ? words.upper_bound(*after) : words.begin(); word != words.end(); ++word) {
    if (page.size() == page_words) return services::make_page_token(request, page.back());
    page.push_back(*word);
  }
  return std::string{};
}

}  // namespace spotdrill::tagging
