#include "init/units/format/words.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "init/units/format/unit_file.hpp"

namespace spotdrill::init::units {
namespace {

constexpr std::string_view white_space = " \t\n\r";

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return 99;
}

// `digits` digits of `base` at `at`; -1: they are not there.
long number_at(std::string_view text, std::size_t at, std::size_t digits, int base) {
  if (at + digits > text.size()) return -1;
  long number = 0;
  for (std::size_t index = at; index < at + digits; ++index) {
    const int digit = digit_of(text[index]);
    if (digit >= base) return -1;
    number = number * base + digit;
  }
  return number;
}

void append_utf8(std::string& word, long code) {
  const auto put = [&](long byte) { word += static_cast<char>(byte); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xc0 | code >> 6);
    put(0x80 | (code & 0x3f));
  } else {
    put(0xe0 | (code >> 12 & 0x0f));
    put(0x80 | (code >> 6 & 0x3f));
    put(0x80 | (code & 0x3f));
  }
}

// What stands after a backslash at `at`, which goes past it. An escape that is not known stays as
// it is, as systemd says: "Ignoring unknown escape sequences".
void append_escape(std::string_view text, std::size_t& at, std::string& word) {
  constexpr std::string_view letters = "abfnrtvs\\\"'";
  constexpr std::string_view meanings = "\a\b\f\n\r\t\v \\\"'";
  const char c = text[at];
  if (const std::size_t known = letters.find(c); known != std::string_view::npos) {
    word += meanings[known];
    ++at;
    return;
  }
  const bool octal = c >= '0' && c <= '3';
  const std::size_t skip = octal ? 0 : 1;
  const std::size_t digits = octal ? 3 : (c == 'x' ? 2 : (c == 'u' ? 4 : 0));
  const long code = digits > 0 ? number_at(text, at + skip, digits, octal ? 8 : 16) : -1;
  if (code <= 0) {
    word += '\\';
    word += c;
    ++at;
    return;
  }
  c == 'u' ? append_utf8(word, code) : word.push_back(static_cast<char>(code));
  at += skip + digits;
}

bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool is_variable_name(std::string_view name) {
  return !name.empty() && is_name_start(name[0]) &&
         std::all_of(name.begin(), name.end(),
                     [](char c) { return is_name_start(c) || (c >= '0' && c <= '9'); });
}

std::string value_of(const Environment& environment, std::string_view name) {
  const auto found = environment.find(std::string{name});
  return found == environment.end() ? std::string{} : found->second;
}

// "${NAME}" and "$$" in a word; a bare "$NAME" within a word stays.
std::string with_braced(std::string_view word, const Environment& environment) {
  std::string text;
  for (std::size_t at = 0; at < word.size(); ++at) {
    if (word[at] != '$' || at + 1 == word.size()) {
      text += word[at];
      continue;
    }
    if (word[at + 1] == '$') {
      text += '$';
      ++at;
      continue;
    }
    const std::size_t end = word[at + 1] == '{' ? word.find('}', at) : std::string_view::npos;
    const std::string_view name =
        end == std::string_view::npos ? std::string_view{} : word.substr(at + 2, end - at - 2);
    if (!is_variable_name(name)) {
      text += '$';
      continue;
    }
    text += value_of(environment, name);
    at = end;
  }
  return text;
}

// The prefixes of a command's path. Source: systemd.service(5), "Special executable prefixes".
bool take_prefixes(std::string& path, ExecCommand& command, bool& own_name) {
  while (!path.empty()) {
    switch (path[0]) {
      case '-':
        command.ignore_failure = true;
        break;
      case '@':
        own_name = true;
        break;
      case ':':
        command.keep_dollars = true;
        break;
      case '+':
      case '!':
        command.full_privileges = true;
        break;
      default:
        return true;
    }
    path.erase(0, 1);
  }
  return false;
}

}  // namespace

std::optional<std::vector<std::string>> split_words(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  char quote = 0;
  bool open = false;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at++];
    if (c == '\\' && at < text.size()) {
      append_escape(text, at, word);
      open = true;
    } else if (quote != 0) {
      if (c == quote) {
        quote = 0;
      } else {
        word += c;
      }
    } else if (c == '"' || c == '\'') {
      quote = c;
      open = true;
    } else if (white_space.find(c) != std::string_view::npos) {
      if (open) words.push_back(std::move(word));
      word.clear();
      open = false;
      if (words.size() > words_of_line_max) return std::nullopt;
    } else {
      word += c;
      open = true;
    }
  }
  if (quote != 0) return std::nullopt;
  if (open) words.push_back(std::move(word));
  return words;
}

std::vector<std::string> plain_words(std::string_view text) {
  std::vector<std::string> words;
  while (words.size() < words_of_line_max) {
    const std::size_t begin = text.find_first_not_of(white_space);
    if (begin == std::string_view::npos) break;
    text.remove_prefix(begin);
    const std::size_t end = std::min(text.find_first_of(white_space), text.size());
    words.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return words;
}

std::optional<int> whole_number(std::string_view text) {
  const std::string digits{text};
  if (digits.empty() || digits.size() > 4 ||
      digits.find_first_not_of("0123456789") != std::string::npos) {
    return std::nullopt;
  }
  return std::atoi(digits.c_str());
}

std::string expand_specifiers(std::string_view text, const Specifiers& known) {
  std::string expanded;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%' || at + 1 == text.size()) {
      expanded += text[at];
      continue;
    }
    const char letter = text[++at];
    const auto found = known.find(letter);
    if (letter == '%') {
      expanded += '%';
    } else if (found != known.end()) {
      expanded += found->second;
    } else {
      expanded.append({'%', letter});
    }
  }
  return expanded;
}

std::string unescape_name(std::string_view text) {
  std::string name;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool escaped = text.substr(at).starts_with("\\x");
    const long code = escaped ? number_at(text, at + 2, 2, 16) : -1;
    if (code >= 0) {
      name += static_cast<char>(code);
      at += 3;
    } else {
      name += text[at] == '-' ? '/' : text[at];
    }
  }
  return name;
}

std::string escape_name(std::string_view text) {
  constexpr char digits[] = "0123456789abcdef";
  std::string name;
  for (const char c : text) {
    const bool plain = is_name_start(c) || (c >= '0' && c <= '9') || c == ':' || c == '.';
    const auto byte = static_cast<unsigned char>(c);
    if (c == '/') {
      name += '-';
    } else if (plain && !(name.empty() && c == '.')) {
      name += c;
    } else {
      name.append("\\x").append({digits[byte >> 4], digits[byte & 15]});
    }
  }
  return name;
}

std::optional<std::vector<ExecCommand>> parse_exec_line(std::string_view text,
                                                        const Specifiers& known) {
  const auto words = split_words(text);
  if (!words) return std::nullopt;
  std::vector<ExecCommand> commands;
  std::size_t at = 0;
  while (at < words->size()) {
    if ((*words)[at] == ";") {
      ++at;
      continue;
    }
    ExecCommand command;
    bool own_name = false;
    std::string path = (*words)[at++];
    if (!take_prefixes(path, command, own_name)) return std::nullopt;
    command.path = expand_specifiers(path, known);
    if (!own_name) command.words.push_back(command.path);
    for (; at < words->size() && (*words)[at] != ";"; ++at) {
      // "\;" is a semicolon of the command's own; split_words left it as it is.
      const std::string& word = (*words)[at];
      command.words.push_back(word == "\\;" ? ";" : expand_specifiers(word, known));
    }
    if (command.words.empty()) return std::nullopt;
    commands.push_back(std::move(command));
  }
  if (commands.empty()) return std::nullopt;
  return commands;
}

std::vector<std::string> expand_variables(const ExecCommand& command,
                                          const Environment& environment) {
  if (command.keep_dollars) return command.words;
  std::vector<std::string> words;
  for (const std::string& word : command.words) {
    const bool bare = word.size() > 1 && word[0] == '$' && is_variable_name(word.substr(1));
    if (!bare) {
      words.push_back(with_braced(word, environment));
      continue;
    }
    // "Use "$FOO" as a separate word on the command line, in which case it will be replaced by the
    // value of the environment variable split at whitespace".
    auto parts = split_words(value_of(environment, std::string_view{word}.substr(1)));
    if (!parts) parts = plain_words(value_of(environment, std::string_view{word}.substr(1)));
    words.insert(words.end(), parts->begin(), parts->end());
  }
  return words;
}

bool add_variable(Environment& environment, std::string_view assignment) {
  const std::size_t equals = assignment.find('=');
  if (equals == std::string_view::npos || !is_variable_name(assignment.substr(0, equals))) {
    return false;
  }
  environment[std::string{assignment.substr(0, equals)}] = assignment.substr(equals + 1);
  return true;
}

}  // namespace spotdrill::init::units
