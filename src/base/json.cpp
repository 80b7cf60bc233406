#include "base/json.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace spotdrill {

Result<json::value, std::string> parse_json(std::string_view text) {
  json::parse_options options;
  options.max_depth = json_depth_max;
  boost::system::error_code error;
  json::value value = json::parse(text, error, {}, options);
  if (error) return refuse(error.message());
  return value;
}

std::string to_text(const json::value& value) {
  return json::serialize(value);
}

}  // namespace spotdrill
