// What CloudWatch keeps of a dashboard.
#pragma once

#include <boost/describe.hpp>
#include <map>
#include <string>

#include "base/units.hpp"

namespace spotdrill::cloudwatch {

struct DashboardRecord {
  std::string body;  ///< As it was given.
  Instant modified;
  std::map<std::string, std::string> tags;
};
BOOST_DESCRIBE_STRUCT(DashboardRecord, (), (body, modified, tags))

}  // namespace spotdrill::cloudwatch
