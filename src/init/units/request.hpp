// A client's words, as systemctl and its kin take them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace spotdrill::init::units {

struct Request {
  std::string verb;
  std::vector<std::string> names;  ///< After the verb, without options.
  std::vector<std::string> properties;
  std::string signal = "SIGTERM";
  std::string whom = "all";
  std::string type;
  std::string state;
  std::string problem;  ///< An option that is not known here.
  bool no_block = false;
  bool now = false;
  bool quiet = false;
  bool value = false;
  bool all = false;
  bool no_legend = false;
  bool force = false;
  bool user = false;
  bool runtime = false;
  bool wait = false;  ///< Until what was started has come to its end.
};

Request parse_request(const std::vector<std::string>& words);

/// Whether `text` is as the shell's pattern says; without "*?[" it must be the same.
bool matches(std::string_view pattern, std::string_view text);

}  // namespace spotdrill::init::units
