#include "services/ssm/pattern.hpp"

#include <boost/regex.hpp>
#include <stdexcept>

#include "services/ssm/errors.hpp"

namespace spotdrill::ssm {

// Boost.Regex, because it neither recurses on the stack nor backtracks without end: it throws when
// a match becomes too complex. (std::regex does both.)
Result<void> check_pattern(std::string_view pattern, std::string_view value) {
  boost::regex expression;
  try {
    expression.assign(pattern.begin(), pattern.end(), boost::regex::perl);
  } catch (const std::runtime_error&) {
    return invalid_allowed_pattern();
  }
  try {
    if (boost::regex_match(value.begin(), value.end(), expression)) return {};
  } catch (const std::runtime_error&) {
    return invalid_allowed_pattern();
  }
  return parameter_pattern_mismatch(pattern);
}

}  // namespace spotdrill::ssm
