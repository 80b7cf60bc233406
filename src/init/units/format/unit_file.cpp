#include "init/units/format/unit_file.hpp"

#include <algorithm>

namespace spotdrill::init::units {
namespace {

class Reader {
 public:
  void take(std::string_view line, int number);
  UnitFile file;

 private:
  void take_whole(std::string_view line, int number);
  void problem(int number, const char* text);

  std::string section_;
  std::string pending_;  // What a backslash at the end of a line carried over.
  bool continued_ = false;
};

void Reader::problem(int number, const char* text) {
  if (file.problems.size() < problems_max) {
    file.problems.push_back("line " + std::to_string(number) + ": " + text);
  }
}

void Reader::take(std::string_view line, int number) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  const std::string_view bare = trimmed(line);
  // A comment may stand between the lines of one assignment.
  if (bare.starts_with('#') || bare.starts_with(';')) return;
  if (!continued_ && bare.empty()) return;
  // "Lines ending in a backslash are concatenated with the following non-comment line while
  // reading and the backslash is replaced by a space character."
  const bool goes_on = line.ends_with('\\');
  if (goes_on) line.remove_suffix(1);
  pending_.append(line);
  if (goes_on) pending_ += ' ';
  continued_ = goes_on;
  if (goes_on) return;
  const std::string whole = std::move(pending_);
  pending_.clear();
  take_whole(trimmed(whole), number);
}

void Reader::take_whole(std::string_view line, int number) {
  if (line.empty()) return;
  if (line.starts_with('[')) {
    if (!line.ends_with(']')) return problem(number, "Invalid section header, ignoring.");
    section_ = line.substr(1, line.size() - 2);
    return;
  }
  const std::size_t equals = line.find('=');
  if (equals == std::string_view::npos || equals == 0) {
    return problem(number, "Missing '=', ignoring line.");
  }
  if (section_.empty()) return problem(number, "Assignment outside of section. Ignoring.");
  if (file.assignments.size() >= assignments_max) return problem(number, "Too many lines.");
  file.assignments.push_back({.section = section_,
                              .key = std::string{trimmed(line.substr(0, equals))},
                              .value = std::string{trimmed(line.substr(equals + 1))},
                              .line = number});
}

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view space = " \t\n\r";
  const std::size_t begin = text.find_first_not_of(space);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(space) - begin + 1);
}

bool parse_boolean(std::string_view text, bool otherwise) {
  if (is_one_of(text, {"1", "yes", "y", "true", "t", "on", "Yes", "True", "YES", "TRUE", "On"})) {
    return true;
  }
  if (is_one_of(text, {"0", "no", "n", "false", "f", "off", "No", "False", "NO", "FALSE", "Off"})) {
    return false;
  }
  return otherwise;
}

UnitFile parse_unit_file(std::string_view text) {
  Reader reader;
  int number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    reader.take(text.substr(0, end), ++number);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  reader.take("", number + 1);  // The last line may have ended in a backslash.
  return std::move(reader.file);
}

}  // namespace spotdrill::init::units
