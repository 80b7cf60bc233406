// Launch templates as they are kept.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "base/units.hpp"

namespace spotdrill::ec2 {

struct LaunchTemplateVersion {
  std::int64_t number = 1;
  std::string description;
  Instant created;
  std::string data;  ///< RequestLaunchTemplateData as JSON, as it was given.
};
BOOST_DESCRIBE_STRUCT(LaunchTemplateVersion, (), (number, description, created, data))

struct LaunchTemplate {
  std::string id;  ///< "lt-…".
  std::string name;
  Instant created;
  std::int64_t default_version = 1;
  std::int64_t latest_version =
      1;  ///< The highest that there ever was: numbers are not used again.
  std::vector<LaunchTemplateVersion> versions;  ///< By rising number.
};
BOOST_DESCRIBE_STRUCT(LaunchTemplate, (),
                      (id, name, created, default_version, latest_version, versions))

/// "Launch templates per Region: 5,000". Source: EC2 User Guide, "Launch template restrictions".
inline constexpr std::size_t launch_templates_max = 5'000;
// DEVIATION: AWS keeps 10,000 versions of a launch template.
inline constexpr std::size_t launch_template_versions_max = 1'000;

}  // namespace spotdrill::ec2
