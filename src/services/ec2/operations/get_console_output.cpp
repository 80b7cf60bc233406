#include "base/base64.hpp"
#include "services/ec2/describes.hpp"

namespace spotdrill::ec2 {
/// Gives the newest console output.
/// Errors: InvalidInstanceID.NotFound, InvalidInstanceID.Malformed.
/// Source: EC2 API Reference, GetConsoleOutput.
// DEVIATION: without Latest AWS gives what was captured at the last change of state; here it is
// always the newest.
Result<api::ec2::GetConsoleOutputResult> get_console_output(
    Ec2& ec2, const api::ec2::GetConsoleOutputRequest& request) {
  TRY(ec2.find_all({request.instance_id}));
  api::ec2::GetConsoleOutputResult result;
  result.instance_id = request.instance_id;
  result.timestamp = std::chrono::floor<std::chrono::seconds>(ec2.now());
  const std::string console = ec2.console(request.instance_id);
  if (!console.empty()) result.output = base64_encode(console);
  return result;
}

}  // namespace spotdrill::ec2
