// What the instance metadata service (IMDSv2) says of the instance's end.
// Source: EC2 User Guide, "Spot Instance interruption notices", "EC2 instance rebalance
// recommendations", "Use IMDSv2".
#pragma once

#include <optional>
#include <string>

#include "checkpoint/http.hpp"

namespace spotdrill::checkpoint {

/// Where the SDKs would ask, by the environment where nothing is given; nothing when they would
/// not. Errors: EINVAL: that is no http:// address.
Result<std::optional<Endpoint>> metadata_endpoint(const std::string& given);

/// The notice in the body of spot/instance-action, or of events/recommendations/rebalance. Nothing
/// when it is none: a proxy may answer anything with 200.
std::optional<Warning> parse_notice(std::string_view body);
std::optional<Warning> parse_rebalance(std::string_view body);

class Imds {
 public:
  /// `cancel`: a descriptor that ends every request by becoming readable.
  Imds(Endpoint endpoint, int cancel) : endpoint_(std::move(endpoint)), cancel_(cancel) {}

  /// The notice, else the recommendation, else nothing. Errors: those of exchange(); EACCES:
  /// refused.
  Result<std::optional<Warning>> ask();

 private:
  std::error_code renew_token();
  Result<Reply> get(std::string_view path);

  Endpoint endpoint_;
  int cancel_;
  std::string token_;
  std::chrono::steady_clock::time_point renew_at_;
};

}  // namespace spotdrill::checkpoint
