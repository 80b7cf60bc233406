// What Parameter Store keeps of a parameter: the parameter itself, and each of its versions.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/units.hpp"

namespace spotdrill::ssm {

struct ParameterVersion {
  std::int64_t version = 1;
  std::string type;  ///< "String", "StringList", "SecureString".
  // DEVIATION: a SecureString is kept as it is; there is no KMS here.
  std::string value;
  std::string description;
  std::string allowed_pattern;  ///< Empty: none.
  std::string key_id;           ///< Of a SecureString.
  std::string tier;             ///< "Standard" or "Advanced".
  std::string data_type;        ///< "text", "aws:ec2:image".
  std::string policies;         ///< A JSON array; empty: none.
  std::string last_modified_user;
  Instant last_modified;
  std::vector<std::string> labels;
};
BOOST_DESCRIBE_STRUCT(ParameterVersion, (),
                      (version, type, value, description, allowed_pattern, key_id, tier, data_type,
                       policies, last_modified_user, last_modified, labels))

struct ParameterRecord {
  std::string name;  ///< As it was put: "x" or "/x", "/a/b".
  std::int64_t oldest = 1;
  std::int64_t latest = 1;
  std::map<std::string, std::string> tags;
};
BOOST_DESCRIBE_STRUCT(ParameterRecord, (), (name, oldest, latest, tags))

}  // namespace spotdrill::ssm
