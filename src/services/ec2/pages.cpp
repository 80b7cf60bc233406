#include "services/ec2/pages.hpp"

#include <limits>

#include "base/base64.hpp"
#include "services/ec2/catalogue_errors.hpp"

namespace spotdrill::ec2 {

Result<PageStart> page_start(const PageRequest& request) {
  PageStart start{.room = std::numeric_limits<std::size_t>::max()};
  if (request.max_results) {
    const PageLimits& limits = request.limits;
    std::int32_t wanted = *request.max_results;
    if (request.max_results_clamped) wanted = std::min(wanted, limits.most);
    if (wanted < limits.least || wanted > limits.most) {
      return refuse(errors::max_results_out_of_range(wanted, limits.least, limits.most));
    }
    start.room = static_cast<std::size_t>(wanted);
  }
  // An empty token is what a script passes on the first page.
  if (request.next_token && !request.next_token->empty()) {
    const auto text = base64_decode(*request.next_token);
    const std::string prefix = std::string{request.operation} + "/";
    if (!text || !text->starts_with(prefix)) {
      return refuse(errors::invalid_next_token(*request.next_token));
    }
    start.after = text->substr(prefix.size());
  }
  return start;
}

std::string page_token(std::string_view operation, std::string_view last_key) {
  return base64_encode(std::string{operation} + "/" + std::string{last_key});
}

}  // namespace spotdrill::ec2
