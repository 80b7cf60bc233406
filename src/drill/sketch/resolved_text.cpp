#include "drill/sketch/resolved_text.hpp"

#include <regex>

#include "drill/sketch/lookup.hpp"

namespace spotdrill::drill::sketch {

namespace {

/// A name may be assigned another, and that one a third.
constexpr int resolved_depth_max = 4;

/// What the job assigns to `name`, when that is a path or a literal.
std::string assigned_text(const JobTexts& job, const std::string& name, int depth) {
  static const std::regex word{R"(\$?(?:\w+\.)*([A-Za-z_]\w*))"};
  std::smatch match;
  if (!std::regex_match(name, match, word)) return "*";
  const std::regex assignment{"\\b" + match[1].str() +
                              R"(\s*=\s*(f?'[^']*'|f?"[^"]*"|(?:s3:/)?/[\w./${}-]+)\s*([;#&]|$))"};
  std::string text = "*";
  each_line(job, [&](const Place& place, const JobText& from) {
    std::smatch assigned;
    if (text != "*" || from.compiled) return;
    if (!std::regex_search(place.text, assigned, assignment)) return;
    text = resolved(job, assigned[1].str(), depth + 1);
  });
  return text;
}

}  // namespace

std::string resolved(const JobTexts& job, const std::string& text, int depth) {
  static const std::regex value{R"(\{([^}]*)\}|\$\{?([\w]+)\}?|%0?\d*d)"};
  static const std::regex identifier{R"(\$?[A-Za-z_][\w.]*)"};
  const std::size_t quote = text.find_first_of("'\"");
  if (quote == std::string::npos && std::regex_match(text, identifier)) {
    return depth < resolved_depth_max ? assigned_text(job, text, depth) : "*";
  }
  const std::string inside =
      quote == std::string::npos ? text : text.substr(quote + 1, text.size() - quote - 2);
  std::string result;
  std::size_t end = 0;
  for (std::sregex_iterator match{inside.begin(), inside.end(), value}, last; match != last;
       ++match) {
    const auto at = static_cast<std::size_t>(match->position());
    result += inside.substr(end, at - end);
    end = at + static_cast<std::size_t>(match->length());
    const std::string name = (*match)[1].matched ? (*match)[1].str() : (*match)[2].str();
    result += depth < resolved_depth_max ? assigned_text(job, name, depth) : "*";
  }
  return result + inside.substr(end);
}

}  // namespace spotdrill::drill::sketch
