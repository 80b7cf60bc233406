// What Secrets Manager keeps: secrets with their versions and the labels of those.
#pragma once

#include <boost/describe.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/units.hpp"

namespace spotdrill::secretsmanager {

/// What a version holds: one of both. What is binary is kept in base64: records are text.
struct SecretValue {
  std::optional<std::string> text;
  std::optional<std::string> bytes;
  bool operator==(const SecretValue&) const = default;
};
BOOST_DESCRIBE_STRUCT(SecretValue, (), (text, bytes))

struct Version {
  std::string id;
  Instant created;
  std::optional<Instant> accessed;  ///< The day of it.
  SecretValue value;
  std::vector<std::string> stages;  ///< Staging labels, in order; none: it is deprecated.
};
BOOST_DESCRIBE_STRUCT(Version, (), (id, created, accessed, value, stages))

struct Secret {
  std::string name;
  std::string arn;
  Instant created;
  Instant changed;                  ///< Last.
  std::optional<Instant> accessed;  ///< The day of the last time.
  std::optional<Instant> deletion;  ///< It is gone from then on.
  std::optional<std::string> description;
  std::optional<std::string> kms_key;
  std::optional<std::string> policy;  ///< A JSON document, which nothing here evaluates.
  std::map<std::string, std::string> tags;
  std::vector<Version> versions;  ///< The oldest first.
};
BOOST_DESCRIBE_STRUCT(Secret, (),
                      (name, arn, created, changed, accessed, deletion, description, kms_key,
                       policy, tags, versions))

}  // namespace spotdrill::secretsmanager
