// What KMS keeps: keys with their material, and the aliases that point at them.
#pragma once

#include <boost/describe.hpp>
#include <map>
#include <optional>
#include <string>

#include "base/units.hpp"

namespace spotdrill::kms {

struct Key {
  std::string id;  ///< A UUID.
  std::string description;
  Instant created;
  bool enabled = true;
  // DEVIATION: rotation is kept as a setting; the material stays the same.
  bool rotated = false;
  int rotation_days = 365;
  std::optional<Instant> deletion = {};  ///< Pending since ScheduleKeyDeletion.
  std::string policy;                    ///< A JSON document.
  std::string material;                  ///< 256 bits in base64.
  std::map<std::string, std::string> tags;
};
BOOST_DESCRIBE_STRUCT(Key, (),
                      (id, description, created, enabled, rotated, rotation_days, deletion, policy,
                       material, tags))

struct Alias {
  std::string name;  ///< "alias/…".
  std::string key_id;
  Instant created;
  Instant updated;
};
BOOST_DESCRIBE_STRUCT(Alias, (), (name, key_id, created, updated))

}  // namespace spotdrill::kms
