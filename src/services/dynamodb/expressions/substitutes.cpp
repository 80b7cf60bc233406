#include "services/dynamodb/expressions/substitutes.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

namespace spotdrill::dynamodb::expressions {
namespace {

template <class Entries>
std::optional<std::string> unused_of(const Entries& entries,
                                     const std::set<std::string, std::less<>>& used,
                                     std::string_view parameter) {
  std::vector<std::string_view> unused;
  for (const auto& [key, value] : entries) {
    if (!used.contains(key)) unused.push_back(key);
  }
  if (unused.empty()) return std::nullopt;
  return fmt::format("Value provided in {} unused in expressions: keys: {{{}}}", parameter,
                     fmt::join(unused, ", "));
}

}  // namespace

const std::string* Substitutes::name(std::string_view key) {
  const auto found = names_.find(std::string{key});
  if (found == names_.end()) return nullptr;
  used_.insert(found->first);
  return &found->second;
}

const Value* Substitutes::value(std::string_view key) {
  const auto found = values_.find(key);
  if (found == values_.end()) return nullptr;
  used_.insert(found->first);
  return &found->second;
}

std::optional<std::string> Substitutes::unused() const {
  if (auto names = unused_of(names_, used_, "ExpressionAttributeNames")) return names;
  return unused_of(values_, used_, "ExpressionAttributeValues");
}

bool is_substitute(std::string_view key, char sign) {
  return key.size() > 1 && key[0] == sign && std::ranges::all_of(key.substr(1), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '_';
         });
}

}  // namespace spotdrill::dynamodb::expressions
