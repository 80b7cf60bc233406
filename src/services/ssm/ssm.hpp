// SSM in one region, as far as Parameter Store goes. What its operations do is under operations/.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/timers.hpp"
#include "engine/world.hpp"
#include "services/ssm/names.hpp"
#include "services/ssm/parameter.hpp"
#include "services/ssm/public_parameters.hpp"
#include "store/table.hpp"

namespace spotdrill::ssm {

/// "Parameter Store retains the 100 most recently created versions of a parameter."
inline constexpr std::int64_t versions_max = 100;

/// "You can create a maximum of 10,000 standard parameters for each Region in an Amazon Web
/// Services account." "... 100,000 advanced parameters ..."
inline constexpr std::size_t standard_parameters_max = 10'000;
inline constexpr std::size_t advanced_parameters_max = 100'000;

class Ssm {
 public:
  using Records = Table<ParameterRecord>;

  /// Takes up what the world's store holds of the region.
  Ssm(World& world, Place place);
  ~Ssm();
  Ssm(const Ssm&) = delete;
  Ssm& operator=(const Ssm&) = delete;

  [[nodiscard]] Instant now() const { return world_.clock.now(); }
  [[nodiscard]] const Place& place() const { return place_; }
  [[nodiscard]] std::string arn(const ParameterRecord& parameter) const;

  /// Every parameter, in order of canonical names.
  [[nodiscard]] const Records::Map& parameters() const { return parameters_.all(); }

  /// The parameter of that canonical name, or null.
  [[nodiscard]] const ParameterRecord* find(std::string_view key) const {
    return parameters_.find(key);
  }

  /// Every parameter that AWS publishes, in order of names.
  [[nodiscard]] const PublicParameters& public_parameters() const { return public_parameters_; }

  /// A version of a parameter, or null.
  [[nodiscard]] const ParameterVersion* version(std::string_view key, std::int64_t number) const;

  /// The newest version of `parameter`.
  [[nodiscard]] const ParameterVersion& latest(const ParameterRecord& parameter) const;

  /// Every version of `parameter`, the oldest first.
  [[nodiscard]] std::vector<const ParameterVersion*> versions(
      const ParameterRecord& parameter) const;

  /// The version that `selector` (":3", ":label", or "" for the newest) names, or null.
  [[nodiscard]] const ParameterVersion* select(const ParameterRecord& parameter,
                                               std::string_view selector) const;

  /// How many parameters have the tier.
  [[nodiscard]] std::size_t count(std::string_view tier) const;

  /// Adds a version to the parameter called `name`, and the parameter itself when it is new. The
  /// oldest version goes when there are more than versions_max. Its Expiration is scheduled.
  void put(const std::string& name, ParameterVersion version);

  /// Deletes a parameter with all its versions. False when there is none.
  bool erase(std::string_view key);

  /// The parameter, or one of its versions, to be changed. It must exist.
  ParameterRecord& edit(std::string_view key) { return parameters_.edit(key); }
  ParameterVersion& edit_version(std::string_view key, std::int64_t number);

 private:
  void schedule_expiration(const std::string& key);

  World& world_;
  Place place_;
  PublicParameters public_parameters_;
  Records parameters_;
  Table<ParameterVersion> versions_;
  Timers timers_;
};

}  // namespace spotdrill::ssm

// Their bodies are in ssm.cpp: they would cost every source that includes this half a second.
extern template class spotdrill::Table<spotdrill::ssm::ParameterRecord>;
extern template class spotdrill::Table<spotdrill::ssm::ParameterVersion>;
