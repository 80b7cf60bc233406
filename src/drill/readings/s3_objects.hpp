// Objects of S3 as a drill sees them: what of a listing a pattern names. Not how they are listed.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/units.hpp"

namespace spotdrill::drill {

/// One object of a listing.
struct ObjectSeen {
  std::string key;
  std::string etag;
  std::uint64_t size = 0;
  Instant modified;

  bool operator==(const ObjectSeen&) const = default;
};

/// A checkpoint of one or more objects: "run/ckpt-100/" and all below it, or one key.
struct ObjectCheckpoint {
  std::string name;              ///< What the pattern names of the keys.
  std::optional<double> number;  ///< Of its name: the step, else the epoch.
  Instant modified;              ///< Of its newest object.
  std::uint64_t size = 0;
  std::set<std::string> inner;  ///< The rest of its objects' keys, with every number as '#'.
};

/// Whether `key` has wildcards, or is "a/prefix/": it may name more than one object.
bool names_many(std::string_view key);

/// What every key that `pattern` names begins with.
std::string key_prefix(std::string_view pattern);

/// The part of `key` that `pattern` names: all of it, or of "run/ckpt-100/model.pt" and
/// "run/ckpt-*" the first two names. A wildcard is within one name; a pattern that ends with '/' is
/// for what looks like a checkpoint below it. Empty: none.
std::string_view named_part(std::string_view pattern, std::string_view key);

/// The newest checkpoint among `objects` that has every object that the one before it has, unless
/// it has others. Names of what is being written are left out.
std::optional<ObjectCheckpoint> newest_checkpoint(std::string_view pattern,
                                                  const std::vector<ObjectSeen>& objects);

}  // namespace spotdrill::drill
