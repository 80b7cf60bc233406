#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "drill/findings/findings.hpp"

namespace spotdrill::drill {

namespace {

struct SavedObject {
  std::vector<const UploadSeen*> rounds;
  bool read_later = false;
};

using SavedObjects = std::map<std::string_view, SavedObject>;

std::string_view place_of(std::string_view key) {
  return key.substr(0, key.rfind('/') + 1);
}

/// The objects that the instance replaced again and again, by their keys, of one place.
std::map<std::string_view, SavedObjects> replaced_objects(const Scene& scene) {
  std::map<std::string_view, SavedObjects> places;
  for (const UploadSeen& upload : scene.instance.uploads) {
    if (upload.end != UploadSeen::End::Complete) continue;
    places[place_of(upload.key)][upload.key].rounds.push_back(&upload);
  }
  bool later = false;
  for (const InstanceTimeline& instance : scene.observation.instances) {
    for (const std::string& key : instance.objects_read) {
      if (!later) break;
      const auto place = places.find(place_of(key));
      if (place == places.end()) continue;
      if (const auto object = place->second.find(key); object != place->second.end()) {
        object->second.read_later = true;
      }
    }
    later = later || instance.id == scene.instance.id;
  }
  for (auto& [place, objects] : places) {
    std::erase_if(objects, [](const auto& entry) { return !entry.second.read_later; });
  }
  return places;
}

/// Whether the objects were uploaded together, round after round: less time passed between the two
/// than until the next round.
bool saved_together(const SavedObject& ahead, const SavedObject& behind) {
  const std::size_t whole = behind.rounds.size();
  if (ahead.rounds.size() != whole + 1) return false;
  for (std::size_t round = 0; round < whole; ++round) {
    const Duration between = behind.rounds[round]->begun - *ahead.rounds[round]->ended;
    const Duration pause = ahead.rounds[round + 1]->begun - *behind.rounds[round]->ended;
    if (pause <= Duration::zero() || between * 2 > pause) return false;
  }
  return true;
}

}  // namespace

std::optional<Finding> objects_of_two_generations(const Scene& scene) {
  for (const auto& [place, objects] : replaced_objects(scene)) {
    for (const auto& [ahead_key, ahead] : objects) {
      for (const auto& [behind_key, behind] : objects) {
        if (!saved_together(ahead, behind)) continue;
        return Finding{
            .cause =
                "The checkpoint in S3 is of two generations: the instance ended between the "
                "uploads of its objects, and the replacement took them for one.",
            .evidence = fmt::format(
                "s3://{} was uploaded {} times, s3://{}, which goes with it, {} times; the "
                "replacement got both",
                ahead_key, ahead.rounds.size(), behind_key, behind.rounds.size()),
            .remedy =
                "Give every checkpoint keys of its own (run/step-100/…), and upload last a small "
                "object that names it; load what that one names. Or put everything into one "
                "object: it is replaced whole or not at all."};
      }
    }
  }
  return std::nullopt;
}

}  // namespace spotdrill::drill
