// Lambda in one region: its functions, the sandboxes that they run in, and the events that wait for
// them. What its operations do is under operations/.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "engine/function_host.hpp"
#include "engine/world.hpp"
#include "services/lambda/environments.hpp"
#include "services/lambda/events.hpp"
#include "services/lambda/names.hpp"
#include "services/lambda/outside.hpp"
#include "services/lambda/records.hpp"
#include "store/table.hpp"

namespace spotdrill::lambda {

// DEVIATION: AWS counts the bytes of all packages of an account, 75 GB; here a region has so many
// functions, and a function so many versions and aliases.
inline constexpr std::size_t functions_max = 1'000;
inline constexpr std::size_t versions_max = 200;

class Lambda {
 public:
  using Functions = Table<Function>;

  /// Takes up what the world's store holds of the region. `outside` outlives it.
  Lambda(World& world, Place place, const Outside& outside);
  Lambda(const Lambda&) = delete;
  Lambda& operator=(const Lambda&) = delete;

  [[nodiscard]] Instant now() const { return world_.clock.now(); }
  [[nodiscard]] const Place& place() const { return place_; }
  [[nodiscard]] const Outside& outside() const { return outside_; }
  [[nodiscard]] std::string new_id() { return world_.ids.uuid(); }
  /// Of code: letters and digits.
  [[nodiscard]] std::string new_code_id() { return world_.ids.alphanumeric("", 24); }
  std::uint64_t random_below(std::uint64_t bound) { return world_.random.below(bound); }

  /// Every function, in order of names.
  [[nodiscard]] const Functions::Map& functions() const { return functions_.all(); }
  [[nodiscard]] const Function* find(std::string_view name) const { return functions_.find(name); }
  /// Errors: ResourceNotFoundException.
  [[nodiscard]] Result<const Function*> function(const Named& named) const;
  /// The version that a qualifier means; of an alias with weights one of them, by chance.
  /// Errors: ResourceNotFoundException.
  [[nodiscard]] Result<const Version*> version(const Function& function,
                                               const std::string& qualifier);
  /// Errors: ResourceNotFoundException.
  [[nodiscard]] Result<const Alias*> alias(const Function& function, const std::string& name) const;

  void put(Function function);
  /// The function of that name, to be changed. It must exist.
  Function& edit(std::string_view name) { return functions_.edit(name); }
  /// With everything that runs of it.
  void erase(const std::string& name);
  /// What is kept of code that no version has any more.
  void drop_code(const Code& code);

  Environments& environments() { return environments_; }
  Events& events() { return events_; }

 private:
  World& world_;
  Place place_;
  const Outside& outside_;
  Functions functions_;
  Environments environments_;
  Events events_;
};

}  // namespace spotdrill::lambda

// Its body is in lambda.cpp: it would cost every source that includes this half a second.
extern template class spotdrill::Table<spotdrill::lambda::Function>;
