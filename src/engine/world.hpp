// The world as a service sees it. Nothing here is global: apps/ and tests make a World and pass it.
#pragma once

#include "engine/clock.hpp"
#include "engine/journal.hpp"
#include "engine/random.hpp"
#include "engine/scheduler.hpp"

namespace spotdrill {

class Store;

/// References only; whoever made the parts owns them and outlives every service.
struct World {
  Clock& clock;
  Scheduler& scheduler;
  Random& random;
  IdSource& ids;
  Journal& journal;
  Store& store;
};

/// Where a regional service's resources live.
struct Place {
  std::string account;  ///< Twelve digits.
  std::string region;   ///< "us-east-1".

  /// "arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE".
  [[nodiscard]] std::string arn(std::string_view service, std::string_view resource) const {
    std::string text{"arn:aws:"};
    text.append(service).append(":").append(region).append(":").append(account).append(":");
    return text.append(resource);
  }
};

/// The ARN of an account's root user.
inline std::string root_arn(std::string_view account) {
  return std::string{"arn:aws:iam::"}.append(account).append(":root");
}

}  // namespace spotdrill
