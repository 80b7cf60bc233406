// What `spotdrill serve` is told.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "apps/s3_pace.hpp"
#include "base/speed.hpp"
#include "base/units.hpp"
#include "engine/process_host.hpp"
#include "forward/onward.hpp"
#include "host/linux_process_host.hpp"

namespace spotdrill::apps {

/// How long instances wait for a server that was killed to be started again.
inline constexpr std::chrono::minutes orphan_grace{5};

/// How long the end of the server lets instances shut down before it kills them. Real time.
inline constexpr std::chrono::seconds closing_grace{5};

struct ServeOptions {
  std::uint16_t port = 4566;
  std::filesystem::path data;
  std::string region = "us-east-1";
  std::string account = "123456789012";
  bool auth_required = true;
  bool modelled = false;  ///< No process is started: the life cycle in the engine alone.
  std::optional<std::uint64_t> seed;
  Speed speed;
  bool strict_ids = false;
  std::vector<SharedDirectory> shares;
  HostMode mode = HostMode::Auto;
  OutsideNetwork network = OutsideNetwork::Auto;
  Duration api_delay{0};
  S3PaceSettings s3;                         ///< Of each instance's line to S3.
  std::vector<forward::Endpoint> endpoints;  ///< Where the calls of some services go.
};

}  // namespace spotdrill::apps
