#include "services/tagging/failures.hpp"

namespace spotdrill::tagging {

std::map<std::string, api::tagging::FailureInfo> render_failures(
    const std::map<std::string, AwsError>& failed) {
  std::map<std::string, api::tagging::FailureInfo> rendered;
  for (const auto& [arn, error] : failed) {
    const int usual = error.fault == Fault::Sender ? 400 : 500;
    rendered.emplace(arn, api::tagging::FailureInfo{
                              .status_code = error.http_status == 0 ? usual : error.http_status,
                              .error_code = error.code,
                              .error_message = error.message});
  }
  return rendered;
}

}  // namespace spotdrill::tagging
