// Words of unit files: quoting, specifiers, and the variables of Exec lines.
// Source: systemd.syntax(7) "Quoting", systemd.unit(5) "Specifiers", systemd.service(5) "Command
// lines".
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spotdrill::init::units {

inline constexpr std::size_t words_of_line_max = 1'000;

/// The words of a line, without their quotes. Nothing: a quote is not closed, or too many words.
std::optional<std::vector<std::string>> split_words(std::string_view text);

/// The words that stand between white space, as they are.
std::vector<std::string> plain_words(std::string_view text);

/// A number of one to four digits; nothing: it is none.
std::optional<int> whole_number(std::string_view text);

/// What stands for "%n", "%i" and the like, by the letter.
using Specifiers = std::map<char, std::string>;

/// "%%" is a percent sign; a letter that is not known stays as it is.
std::string expand_specifiers(std::string_view text, const Specifiers& known);

/// "foo@bar.service" as a path's or a template's parts.
std::string unescape_name(std::string_view text);
std::string escape_name(std::string_view text);

using Environment = std::map<std::string, std::string>;

/// A command of an Exec line, as it was written.
struct ExecCommand {
  std::string path;
  std::vector<std::string> words;  ///< With argv[0].
  bool ignore_failure = false;     ///< "-"
  bool keep_dollars = false;       ///< ":"
  bool full_privileges = false;    ///< "+": User= and Group= do not apply.
};

/// The commands of one Exec line, which ";" separates. Nothing: it cannot be read.
std::optional<std::vector<ExecCommand>> parse_exec_line(std::string_view text,
                                                        const Specifiers& known);

/// The words with "$NAME", "${NAME}" and "$$" in place.
std::vector<std::string> expand_variables(const ExecCommand& command,
                                          const Environment& environment);

/// One "NAME=value" of Environment=; false: it is none.
bool add_variable(Environment& environment, std::string_view assignment);

/// The text of an EnvironmentFile=.
void add_environment_file(Environment& environment, std::string_view text);

}  // namespace spotdrill::init::units
