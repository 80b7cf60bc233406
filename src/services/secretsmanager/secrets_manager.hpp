// Secrets Manager in one region: its secrets, how they are found, and when one that was deleted is
// gone. What its operations do is under operations/. Not here: rotation, replicas.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "engine/timers.hpp"
#include "engine/world.hpp"
#include "services/secretsmanager/records.hpp"
#include "store/table.hpp"

namespace spotdrill::secretsmanager {

/// "Secrets in an AWS account: 500,000 per Region".
/// Source: Secrets Manager User Guide, "Quotas".
inline constexpr std::size_t secrets_max = 500'000;

class SecretsManager {
 public:
  using Secrets = Table<Secret>;

  /// Takes up what the world's store holds of the region.
  SecretsManager(World& world, Place place);
  ~SecretsManager();
  SecretsManager(const SecretsManager&) = delete;
  SecretsManager& operator=(const SecretsManager&) = delete;

  [[nodiscard]] Instant now() const { return world_.clock.now(); }
  [[nodiscard]] const Place& place() const { return place_; }

  /// Every secret, in order of names, those too that are to be deleted.
  [[nodiscard]] const Secrets::Map& secrets() const { return secrets_.all(); }

  /// Null: no secret has that name.
  [[nodiscard]] const Secret* named(std::string_view name) const { return secrets_.find(name); }

  /// The secret that a name, an ARN, or an ARN without its last hyphen and six characters names.
  /// Errors: ResourceNotFoundException, ValidationException.
  [[nodiscard]] Result<const Secret*> find(std::string_view id) const;

  /// The same of a secret that can be used: it is not to be deleted.
  /// Errors: also InvalidRequestException.
  [[nodiscard]] Result<const Secret*> find_usable(std::string_view id) const;

  /// The ARN of a new secret: "…:secret:NAME-a1B2c3".
  [[nodiscard]] std::string new_arn(std::string_view name) const;

  /// Makes a secret, with its ARN.
  Secret& create(Secret secret);
  /// The secret of that name, to be changed, which it is from now on. It must exist.
  Secret& edit(std::string_view name);
  /// Notes that a version was read, which Secrets Manager remembers by the day.
  void note_access(const Secret& secret, std::string_view version);

  /// From `when` on there is no such secret; nothing: it stays.
  void schedule_deletion(std::string_view name, std::optional<Instant> when);
  void erase(const std::string& name);

  /// A number from 0 to `bound` - 1.
  // DEVIATION: it is the server's chance, which --seed makes come again: for rehearsals only.
  std::uint64_t random_below(std::uint64_t bound) { return world_.random.below(bound); }

 private:
  void arm(const Secret& secret);

  World& world_;
  Place place_;
  Secrets secrets_;
  Timers timers_;
};

}  // namespace spotdrill::secretsmanager

// Its body is in secrets_manager.cpp: it would cost every source that includes this half a second.
extern template class spotdrill::Table<spotdrill::secretsmanager::Secret>;
