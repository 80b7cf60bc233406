#include "services/ec2/filters.hpp"

#include "services/ec2/catalogue_errors.hpp"

namespace spotdrill::ec2 {
namespace {

constexpr std::string_view tag_prefix = "tag:";

/// The literal that a pattern begins with, and how many of its characters that takes; a wildcard
/// gives nothing.
struct Literal {
  char value = 0;
  std::size_t length = 0;
};

Literal literal_at(std::string_view pattern, std::size_t at) {
  if (pattern[at] == '*' || pattern[at] == '?') return {};
  if (pattern[at] == '\\' && at + 1 < pattern.size()) return {pattern[at + 1], 2};
  return {pattern[at], 1};
}

}  // namespace

bool matches_pattern(std::string_view pattern, std::string_view value) {
  std::size_t p = 0;
  std::size_t v = 0;
  std::size_t star = std::string_view::npos;  // The latest *, to which we go back.
  std::size_t star_value = 0;
  while (v < value.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      star_value = v;
      continue;
    }
    if (p < pattern.size()) {
      const Literal literal = literal_at(pattern, p);
      if (literal.length == 0 || literal.value == value[v]) {
        p += std::max<std::size_t>(1, literal.length);
        ++v;
        continue;
      }
    }
    if (star == std::string_view::npos) return false;
    p = star + 1;
    v = ++star_value;
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

std::optional<std::set<std::string>> exact_values(const std::vector<api::ec2::Filter>& filters,
                                                  std::string_view name) {
  const auto filter = std::ranges::find_if(
      filters, [&](const api::ec2::Filter& each) { return each.name == name; });
  if (filter == filters.end()) return std::nullopt;
  const auto is_pattern = [](const std::string& value) {
    return value.find_first_of("*?\\") != std::string::npos;
  };
  if (std::ranges::any_of(filter->values, is_pattern)) return std::nullopt;
  return std::set<std::string>{filter->values.begin(), filter->values.end()};
}

Result<void> check_filters(const std::vector<api::ec2::Filter>& filters,
                           const std::vector<std::string_view>& names, bool has_tags) {
  if (filters.size() > filters_max) return refuse(errors::too_many_filters(filters_max));
  for (const api::ec2::Filter& filter : filters) {
    if (!filter.name) return refuse(errors::invalid_filter("null"));
    const bool by_tag = has_tags && (*filter.name == "tag-key" || *filter.name == "tag-value" ||
                                     filter.name->starts_with(tag_prefix));
    if (!by_tag && std::ranges::find(names, *filter.name) == names.end()) {
      return refuse(errors::invalid_filter(*filter.name));
    }
    if (filter.values.empty()) return refuse(errors::filter_without_values(*filter.name));
    if (filter.values.size() > filter_values_max) {
      return refuse(errors::too_many_filter_values(filter_values_max));
    }
  }
  return {};
}

std::optional<bool> matches_tags(const api::ec2::Filter& filter, const Tags& tags) {
  const std::string& name = *filter.name;
  if (name.starts_with(tag_prefix)) {
    const auto tag = tags.find(name.substr(tag_prefix.size()));
    return tag != tags.end() && matches_any(filter, {tag->second});
  }
  if (name != "tag-key" && name != "tag-value") return std::nullopt;
  return std::ranges::any_of(tags, [&](const auto& tag) {
    return matches_any(filter, {name == "tag-key" ? tag.first : tag.second});
  });
}

bool matches_any(const api::ec2::Filter& filter, const FilterValues& values) {
  return std::ranges::any_of(filter.values, [&](const std::string& pattern) {
    return std::ranges::any_of(
        values, [&](const std::string& value) { return matches_pattern(pattern, value); });
  });
}

}  // namespace spotdrill::ec2
