// The server that a drill is rehearsed on: the one that was named, or one of its own.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "apps/luggage.hpp"
#include "apps/private_server.hpp"
#include "apps/run_options.hpp"

namespace spotdrill::apps {

struct Stage {
  std::unique_ptr<PrivateServer> own;  ///< Null: the server was there already.
  Found found;
  bool plain = false;  ///< Its instances are plain processes.
  /// What the drill asks for and a server that was there already does not do, in sentences.
  std::vector<std::string> differences;
};

/// Errors: one sentence that says why there is no server.
Result<Stage, std::string> set_up(const RunWords& words, const drill::Definition& definition,
                                  Server kind);

/// What instances see of this machine, beside their root volume.
std::vector<SharedDirectory> shares_of(const drill::Workload& workload);

/// Why a drill cannot be run on a server whose instances are what `health` says; nothing: it can.
std::optional<std::string> obstacle_to(const drill::Definition& definition,
                                       const json::object& health);

/// What a server's replies to clock and health say of what `definition` asks for.
std::vector<std::string> differences_of(const drill::Definition& definition,
                                        const json::object& clock, const json::object& health);

}  // namespace spotdrill::apps
