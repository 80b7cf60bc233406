// AwsError: a refusal in AWS's own terms. Internal failures are exceptions, not this.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace spotdrill {

/// Who is at fault: the request or this daemon.
enum class Fault : std::uint8_t { Sender, Receiver };

/// A refusal in AWS's own terms: exactly what the caller's SDK will see.
struct AwsError {
  std::string code;                          ///< Wire code, e.g. "InvalidInstanceID.NotFound".
  std::string message;                       ///< AWS's wording, the caller's values filled in.
  Fault fault = Fault::Sender;               ///< Who is at fault.
  int http_status = 0;                       ///< 0: the model's table, else 400 or 500 by fault.
  std::map<std::string, std::string> extra;  ///< Members of a modelled error beside the message.

  bool operator==(const AwsError&) const = default;
};

}  // namespace spotdrill
