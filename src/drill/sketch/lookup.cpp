#include "drill/sketch/lookup.hpp"

#include <algorithm>
#include <array>

namespace spotdrill::drill::sketch {

namespace {

/// std::regex recurses once for each character.
constexpr std::size_t searched_bytes_max = 1000;

/// "steps" of "self.options.steps", of "$steps" and of "steps:-200".
std::string plain_name(std::string_view name) {
  name = name.substr(0, name.find(":-"));
  if (const std::size_t dot = name.rfind('.'); dot != std::string_view::npos) {
    name.remove_prefix(dot + 1);
  }
  while (name.starts_with('$')) name.remove_prefix(1);
  const bool word = std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '_' || c == '-';
  });
  return word ? std::string{name} : std::string{};
}

/// `name` as a regular expression for which "max_steps" and "max-steps" are one.
std::string either_dash(const std::string& name) {
  std::string pattern;
  for (const char c : name) pattern += c == '_' || c == '-' ? std::string{"[-_]"} : std::string{c};
  return pattern;
}

/// Python's texts for people, which say what the program does not do here.
class Docstrings {
 public:
  explicit Docstrings(const JobText& text) : python_(text.name.ends_with(".py")) {}

  /// Whether `line` is in one. To be asked of each line in turn.
  bool has(std::string_view line) {
    if (!python_) return false;
    const std::size_t first = std::min(line.find_first_not_of(" \t"), line.size());
    const bool begins = line.substr(first).starts_with(quotes);
    const std::size_t opening = line.find(quotes);
    const bool was_inside = inside_;
    if (opening != std::string_view::npos && (inside_ || begins)) {
      const bool closes = line.find(quotes, opening + quotes.size()) != std::string_view::npos;
      if (inside_ || !closes) inside_ = !inside_;
    }
    return was_inside || begins;
  }

 private:
  static constexpr std::string_view quotes = R"(""")";
  bool python_;
  bool inside_ = false;
};

}  // namespace

std::optional<double> whole_number(std::string text) {
  std::erase(text, '_');
  const bool digits =
      std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
  if (!digits || text.empty() || text.size() > 15) return std::nullopt;
  const double value = std::stod(text);
  return value > 0 ? std::optional{value} : std::nullopt;
}

void each_line(const JobTexts& job, const std::function<void(const Place&, const JobText&)>& see) {
  for (const JobText& text : job.texts) {
    Docstrings docstrings{text};
    for (std::size_t i = 0; i < text.lines.size(); ++i) {
      const std::string& line = text.lines[i];
      if (docstrings.has(line) || (!text.compiled && is_comment(line))) continue;
      see({text.name, text.compiled ? 0 : i + 1, line.substr(0, searched_bytes_max)}, text);
    }
  }
}

std::optional<Place> find_line(const JobTexts& job, const std::regex& pattern) {
  std::optional<Place> found;
  each_line(job, [&](const Place& place, const JobText&) {
    if (!found && std::regex_search(place.text, pattern)) found = place;
  });
  return found;
}

std::optional<std::pair<double, Place>> number_named(const JobTexts& job, std::string_view name) {
  if (const std::size_t fallback = name.find(":-"); fallback != std::string_view::npos) {
    if (const auto value = whole_number(std::string{name.substr(fallback + 2)}))
      return {{*value, {}}};
  }
  const std::string plain = plain_name(name);
  if (plain.empty()) return std::nullopt;
  const std::string word = either_dash(plain);
  // What is given on a command line counts more than what a program sets or has for a default.
  const std::array patterns{
      std::regex{"\\s--?" + word + "[ =]+([0-9_]+)\\b"},
      std::regex{"\\b" + word +
                 R"(\b['"]?\s*(?::\s*\w+\s*)?(?:[:?]?=|:|<-)\s*(?:\$\{\w+:-)?([0-9_]+)\b)"},
      std::regex{"--?" + word + R"(['"].*\bdefault *= *([0-9_]+))"}};
  for (const std::regex& pattern : patterns) {
    std::optional<std::pair<double, Place>> found;
    each_line(job, [&](const Place& place, const JobText& text) {
      std::smatch match;
      if (found || text.compiled || !std::regex_search(place.text, match, pattern)) return;
      if (const auto value = whole_number(match[1].str())) found = {*value, place};
    });
    if (found) return found;
  }
  return std::nullopt;
}

std::string text_named(const JobTexts& job, const std::string& name) {
  const std::string plain = plain_name(name);
  if (plain.empty()) return name;
  const std::regex assignment{"\\b" + either_dash(plain) + R"(\s*=\s*['"]?([\w./-]+))"};
  std::string found = name;
  each_line(job, [&](const Place& place, const JobText& text) {
    std::smatch match;
    if (found == name && !text.compiled && std::regex_search(place.text, match, assignment)) {
      found = match[1].str();
    }
  });
  return found;
}

}  // namespace spotdrill::drill::sketch
