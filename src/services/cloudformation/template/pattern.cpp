#include "services/cloudformation/template/pattern.hpp"

#include <fmt/format.h>

#include <boost/regex.hpp>
#include <stdexcept>

namespace spotdrill::cloudformation {

// Boost.Regex, because it neither recurses on the stack nor backtracks without end: it throws when
// a match becomes too complex. (std::regex does both.)
Result<bool, std::string> matches_whole(std::string_view pattern, std::string_view text) {
  try {
    const boost::regex expression{pattern.begin(), pattern.end(), boost::regex::perl};
    return boost::regex_match(text.begin(), text.end(), expression);
  } catch (const std::runtime_error&) {
    return refuse(fmt::format("Invalid AllowedPattern {}", pattern));
  }
}

}  // namespace spotdrill::cloudformation
