#include "apps/lint_template.hpp"

#include <fmt/format.h>

#include "services/cloudformation/template/parameters.hpp"
#include "services/cloudformation/type_checks.hpp"

namespace spotdrill::apps {
namespace {

using cloudformation::TemplateMistake;
using cloudformation::TextPlace;

/// Where the nearest member that has a place stands, on the way up from `path`.
std::string place_of(std::string_view file, const std::map<std::string, TextPlace>& places,
                     std::string path) {
  while (!path.empty()) {
    if (const auto found = places.find(path); found != places.end()) {
      return fmt::format("{}:{}:{}", file, found->second.line, found->second.column);
    }
    path.resize(path.rfind('/') == std::string::npos ? 0 : path.rfind('/'));
  }
  return std::string{file};
}

}  // namespace

bool looks_like_template(std::string_view text) {
  const auto parsed = cloudformation::parse_text(text);
  if (parsed.has_value()) return parsed->document.contains("Resources");
  // By words, because what does not parse is to be told so as what it is meant to be.
  const auto has = [&](std::string_view word) { return text.find(word) != std::string_view::npos; };
  return has("Resources") && !has("StartAt\"");
}

LintResult lint_template(std::string_view file, std::string_view text) {
  LintResult result;
  std::map<std::string, TextPlace> places;
  if (auto parsed = cloudformation::parse_text(text); parsed.has_value()) {
    places = std::move(parsed->places);
  }
  std::vector<TemplateMistake> mistakes;
  const auto whole = cloudformation::read_template(text);
  if (!whole.has_value()) {
    mistakes.push_back(whole.error());
  } else {
    mistakes = cloudformation::check_types(*whole);
    for (const auto& entry : whole->parameters) {
      const std::string name{entry.key()};
      const auto declared = cloudformation::read_parameter(name, entry.value());
      if (!declared.has_value()) mistakes.push_back({declared.error(), "/Parameters/" + name});
    }
  }
  for (const TemplateMistake& mistake : mistakes) {
    result.lines.push_back(
        fmt::format("{}: error: {}", place_of(file, places, mistake.path), mistake.message));
  }
  result.sound = mistakes.empty();
  return result;
}

}  // namespace spotdrill::apps
