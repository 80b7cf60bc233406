// The parameters that AWS publishes, "/aws/service/…": the newest image of each kind. Nobody can
// put or delete them.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "api/ssm.hpp"
#include "engine/world.hpp"

namespace spotdrill::ssm {

inline constexpr std::string_view public_prefix = "/aws/service/";

struct PublicParameter {
  std::string value;
  Instant last_modified;
};

using PublicParameters = std::map<std::string, PublicParameter, std::less<>>;

/// Those of the images that every region has.
PublicParameters public_parameters(const Place& place);

/// As a reply has it. Its ARN carries no account.
// DEVIATION: it has one version only.
api::ssm::Parameter render_public(const Place& place, const std::string& name,
                                  const PublicParameter& parameter);

}  // namespace spotdrill::ssm
