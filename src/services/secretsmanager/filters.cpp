#include "services/secretsmanager/filters.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "base/lower_case.hpp"

namespace spotdrill::secretsmanager {
namespace {

using Texts = std::vector<std::string>;

/// What a key looks at.
Texts attributes_of(const Secret& secret, std::string_view key) {
  Texts texts;
  const bool all = key == "all";
  if (all || key == "name") texts.push_back(secret.name);
  if ((all || key == "description") && secret.description) texts.push_back(*secret.description);
  for (const auto& [name, value] : secret.tags) {
    if (all || key == "tag-key") texts.push_back(name);
    if (all || key == "tag-value") texts.push_back(value);
  }
  return texts;  // No secret has a primary region or a service that owns it.
}

/// Words in small letters: what special characters, blanks and capitals part.
Texts words_of(std::string_view text) {
  Texts words;
  bool inside = false;
  bool small = false;
  for (const char c : text) {
    if (std::string_view{" /-_+=.@!"}.find(c) != std::string_view::npos) {
      inside = false;
      continue;
    }
    const bool capital = c >= 'A' && c <= 'Z';
    if (!inside || (capital && small)) words.emplace_back();
    words.back() += c;
    inside = true;
    small = !capital;
  }
  for (std::string& word : words) word = lower_case(word);
  return words;
}

/// "Breaks the filter value string into words and then searches all attributes for matches. Not
/// case-sensitive."
// DEVIATION: where AWS parts words is not documented.
bool has_words(const Texts& texts, std::string_view wanted) {
  const Texts sought = words_of(wanted);
  return !sought.empty() && std::ranges::all_of(sought, [&](const std::string& word) {
    return std::ranges::any_of(texts, [&](const std::string& text) {
      return std::ranges::any_of(words_of(text),
                                 [&](const auto& each) { return each.starts_with(word); });
    });
  });
}

bool matches_value(const Texts& texts, std::string_view key, std::string_view wanted) {
  // "You can prefix your search value with an exclamation mark (!) in order to perform negation
  // filters."
  if (wanted.starts_with('!')) return !matches_value(texts, key, wanted.substr(1));
  // "Prefix match, case-sensitive"; of descriptions AWS searches words, as has been observed.
  if (key == "all" || key == "description") return has_words(texts, wanted);
  return std::ranges::any_of(texts, [&](const auto& text) { return text.starts_with(wanted); });
}

}  // namespace

bool matches(const Secret& secret, const std::vector<api::secretsmanager::Filter>& filters) {
  return std::ranges::all_of(filters, [&](const api::secretsmanager::Filter& filter) {
    const std::string key = filter.key.value_or("all");
    const Texts texts = attributes_of(secret, key);
    return std::ranges::any_of(filter.values,
                               [&](const auto& value) { return matches_value(texts, key, value); });
  });
}

}  // namespace spotdrill::secretsmanager
