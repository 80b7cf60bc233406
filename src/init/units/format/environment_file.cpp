// EnvironmentFile=: lines as a shell has them, without what a shell would do with them.
// Source: systemd.exec(5), EnvironmentFile=.
#include <algorithm>

#include "init/units/format/unit_file.hpp"
#include "init/units/format/words.hpp"

namespace spotdrill::init::units {
namespace {

class EnvironmentReader {
 public:
  EnvironmentReader(Environment& environment, std::string_view text)
      : environment_(environment), text_(text) {}
  void read();

 private:
  void read_line();
  std::string read_value();
  void read_double_quoted(std::string& value);

  Environment& environment_;
  std::string_view text_;
  std::size_t at_ = 0;
};

void EnvironmentReader::read() {
  while (at_ < text_.size()) read_line();
}

void EnvironmentReader::read_line() {
  at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size());
  if (at_ == text_.size()) return;
  const std::size_t end = std::min(text_.find('\n', at_), text_.size());
  const std::string_view line = text_.substr(at_, end - at_);
  const std::size_t equals = line.find('=');
  if (line[0] == '#' || line[0] == ';' || equals == std::string_view::npos) {
    at_ = end;
    return;
  }
  // DEVIATION: systemd passes "export NAME=value" over; so do we, as the name has a space in it.
  std::string assignment{trimmed(line.substr(0, equals))};
  at_ += equals + 1;
  assignment += '=';
  assignment += read_value();
  (void)!add_variable(environment_, assignment);
}

// "In double quotes, a backslash escapes one of $, ", ` and \; before a line's end both go."
void EnvironmentReader::read_double_quoted(std::string& value) {
  constexpr std::string_view escapable = "\"\\`$";
  while (at_ < text_.size() && text_[at_] != '"') {
    char c = text_[at_++];
    if (c == '\\' && at_ < text_.size()) {
      const char next = text_[at_++];
      if (next == '\n') continue;
      if (escapable.find(next) == std::string_view::npos) value += c;
      c = next;
    }
    value += c;
  }
  ++at_;
}

std::string EnvironmentReader::read_value() {
  std::string value;
  std::size_t kept = 0;  // Unquoted white space at the end goes.
  at_ = std::min(text_.find_first_not_of(" \t", at_), text_.size());
  while (at_ < text_.size() && text_[at_] != '\n') {
    const char c = text_[at_++];
    if (c == '\'') {
      const std::size_t end = std::min(text_.find('\'', at_), text_.size());
      value.append(text_.substr(at_, end - at_));
      at_ = end + 1;
      kept = value.size();
    } else if (c == '"') {
      read_double_quoted(value);
      kept = value.size();
    } else if (c == '\\' && at_ < text_.size()) {
      const char next = text_[at_++];
      if (next != '\n') value += next;
      kept = value.size();
    } else {
      value += c;
      if (c != ' ' && c != '\t' && c != '\r') kept = value.size();
    }
  }
  value.resize(kept);
  return value;
}

}  // namespace

void add_environment_file(Environment& environment, std::string_view text) {
  EnvironmentReader{environment, text}.read();
}

}  // namespace spotdrill::init::units
