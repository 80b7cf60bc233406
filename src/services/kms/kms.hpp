// KMS in one region: symmetric keys that this server makes and keeps, and aliases. What its
// operations do is under operations/. Not here: asymmetric and HMAC keys, grants, key stores.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "engine/timers.hpp"
#include "engine/world.hpp"
#include "services/kms/key.hpp"
#include "store/table.hpp"

namespace spotdrill::kms {

/// "AWS KMS keys: 100,000", "Aliases per KMS key: 50".
/// Source: KMS Developer Guide, "Resource quotas".
inline constexpr std::size_t keys_max = 100'000;
inline constexpr std::size_t aliases_of_key_max = 50;

class Kms {
 public:
  using Keys = Table<Key>;
  using Aliases = Table<Alias>;

  /// Takes up what the world's store holds of the region.
  Kms(World& world, Place place);
  ~Kms();
  Kms(const Kms&) = delete;
  Kms& operator=(const Kms&) = delete;

  [[nodiscard]] Instant now() const { return world_.clock.now(); }
  [[nodiscard]] const Place& place() const { return place_; }
  [[nodiscard]] std::string key_arn(std::string_view id) const;
  [[nodiscard]] std::string alias_arn(std::string_view name) const;

  /// In order of ids.
  [[nodiscard]] const Keys::Map& keys() const { return keys_.all(); }
  /// In order of names, which begin with "alias/".
  [[nodiscard]] const Aliases::Map& aliases() const { return aliases_.all(); }

  /// The key that an id, an ARN, an alias or an alias's ARN names.
  /// Errors: NotFoundException.
  [[nodiscard]] Result<const Key*> find(std::string_view name) const;

  /// The same where aliases are not taken. Errors: NotFoundException, InvalidArnException.
  [[nodiscard]] Result<const Key*> find_by_id(std::string_view id_or_arn) const;

  /// A key that can encrypt and decrypt now.
  /// Errors: NotFoundException, DisabledException, KMSInvalidStateException.
  [[nodiscard]] Result<const Key*> find_usable(std::string_view name) const;

  /// Makes a key with an id and material of its own.
  const Key& create(Key key);

  /// The key of that id, to be changed. It must exist.
  Key& edit(std::string_view id) { return keys_.edit(id); }

  /// From `when` on there is no such key, and no alias of it; nothing: it stays.
  void schedule_deletion(const std::string& id, std::optional<Instant> when);

  void put_alias(Alias alias);
  bool erase_alias(std::string_view name) { return aliases_.erase(name); }

  /// `count` bytes by chance.
  // DEVIATION: they are the server's chance, which --seed makes come again: for rehearsals only.
  std::string random_bytes(std::size_t count);

 private:
  void arm(const Key& key);
  void erase(const std::string& id);

  World& world_;
  Place place_;
  Keys keys_;
  Aliases aliases_;
  Timers timers_;
};

}  // namespace spotdrill::kms

// Their bodies are in kms.cpp: they would cost every source that includes this half a second.
extern template class spotdrill::Table<spotdrill::kms::Key>;
extern template class spotdrill::Table<spotdrill::kms::Alias>;
