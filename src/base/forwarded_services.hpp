// Which services' calls may go on to another server: what a drill may ask for and a server takes.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace spotdrill {

/// Those that nothing else here looks into. EC2, FIS, IAM and STS are about the instances here;
/// queues and topics deliver to each other, and a queue's URL names its server.
inline constexpr std::array<std::string_view, 5> forwarded_services{"dynamodb", "kms", "s3",
                                                                    "secretsmanager", "ssm"};

inline bool is_forwarded_service(std::string_view name) {
  return std::ranges::find(forwarded_services, name) != forwarded_services.end();
}

/// Half a sentence.
inline std::string no_forwarded_service(std::string_view name) {
  return fmt::format("'{}' has no endpoint of another server; those that may are {}",
                     name.substr(0, 64), fmt::join(forwarded_services, ", "));
}

}  // namespace spotdrill
