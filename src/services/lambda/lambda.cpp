#include "services/lambda/lambda.hpp"

#include <algorithm>
#include <cctype>

#include "services/lambda/errors.hpp"

template class spotdrill::Table<spotdrill::lambda::Function>;

namespace spotdrill::lambda {
namespace {

bool is_number(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Lambda::Lambda(World& world, Place place, const Outside& outside)
    : world_(world),
      place_(std::move(place)),
      outside_(outside),
      functions_(world.store, "lambda.functions", place_.region),
      environments_(world, place_, outside),
      events_(world, *this, place_.region) {}

Result<const Function*> Lambda::function(const Named& named) const {
  if (const Function* found = find(named.name)) return found;
  return function_not_found(function_arn(place_, named.name, named.qualifier));
}

Result<const Alias*> Lambda::alias(const Function& function, const std::string& name) const {
  const auto found = function.aliases.find(name);
  if (found == function.aliases.end()) {
    return alias_not_found(function_arn(place_, function.name, name));
  }
  return &found->second;
}

Result<const Version*> Lambda::version(const Function& function, const std::string& qualifier) {
  std::string wanted = qualifier;
  if (!qualifier.empty() && qualifier != latest_version && !is_number(qualifier)) {
    const Alias* named = TRY(alias(function, qualifier));
    wanted = named->version;
    constexpr std::uint64_t parts = 1'000'000;
    double drawn = static_cast<double>(random_below(parts)) / static_cast<double>(parts);
    if (named->weights.empty()) drawn = 1;
    for (const auto& [other, weight] : named->weights) {
      if (drawn < weight) {
        wanted = other;
        break;
      }
      drawn -= weight;
    }
  }
  if (wanted.empty() || wanted == latest_version) return &function.latest;
  const auto found = std::ranges::find(function.versions, wanted, &Version::version);
  if (found == function.versions.end()) {
    return function_not_found(function_arn(place_, function.name, qualifier));
  }
  return &*found;
}

void Lambda::put(Function function) {
  std::string name = function.name;
  functions_.put(std::move(name), std::move(function));
}

void Lambda::erase(const std::string& name) {
  environments_.retire(name);
  const Function gone = *functions_.find(name);
  functions_.erase(name);
  drop_code(gone.latest.code);
  for (const Version& version : gone.versions) drop_code(version.code);
}

void Lambda::drop_code(const Code& code) {
  for (const auto& [name, function] : functions_.all()) {
    if (function.latest.code.id == code.id) return;
    const bool published = std::ranges::any_of(
        function.versions, [&](const Version& version) { return version.code.id == code.id; });
    if (published) return;
  }
  // The next start erases it then.
  if (!environments_.uses_code(code.id)) outside_.host->erase_code(code.id);
}

}  // namespace spotdrill::lambda
