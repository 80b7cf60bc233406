#include "services/fis/targets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "api/ec2.hpp"
#include "base/assert.hpp"
#include "base/log.hpp"
#include "services/ec2/ec2.hpp"
#include "services/ec2/render.hpp"
#include "services/fis/action.hpp"
#include "services/fis/describe_path.hpp"

namespace spotdrill::fis {
namespace {

using Instances = std::vector<api::ec2::Instance>;
using Arns = std::vector<std::string>;

constexpr std::string_view spot_resource = "aws:ec2:spot-instance";
constexpr std::string_view nothing_found = "Target resolution returned empty set";

/// "AWS FIS applies the query to the output of an API action that contains the canonical
/// description of the AWS resource", which for instances is DescribeInstances.
Instances describe_instances(ec2::Ec2& ec2) {
  ec2.settle();
  Instances instances;
  for (const auto& [id, instance] : ec2.instances()) instances.push_back(ec2::render(instance));
  return instances;
}

/// "If you specify more than one tag, all specified tags have to be present on the target
/// resource".
bool has_tags(const Tags& tags, const Tags& wanted) {
  return std::ranges::includes(tags, wanted);
}

Tags tags_of_instance(const api::ec2::Instance& instance) {
  Tags tags;
  for (const api::ec2::Tag& tag : instance.tags) {
    tags.emplace(tag.key.value_or(""), tag.value.value_or(""));
  }
  return tags;
}

bool passes(const api::ec2::Instance& instance, const Filter& filter) {
  // "If multiple values are found at the path location of the describe API call, any one value
  // needs to be matched": and so with several values of the filter.
  const auto found = values_at(shape::shape_of<api::ec2::Instance>(), &instance, filter.path);
  return std::any_of(found.begin(), found.end(), [&](const std::string& value) {
    return std::find(filter.values.begin(), filter.values.end(), value) != filter.values.end();
  });
}

bool is_of_type(const api::ec2::Instance& instance, std::string_view resource_type) {
  return resource_type != spot_resource || instance.instance_lifecycle == "spot";
}

bool matches(const api::ec2::Instance& instance, const Target& target) {
  return has_tags(tags_of_instance(instance), target.resource_tags) &&
         std::all_of(target.filters.begin(), target.filters.end(),
                     [&](const Filter& filter) { return passes(instance, filter); });
}

/// `count` of `candidates` at random, in their order.
Arns choose(Arns candidates, std::size_t count, Random& random) {
  while (candidates.size() > count) {
    const auto index = random.below(candidates.size());
    candidates.erase(candidates.begin() + static_cast<std::ptrdiff_t>(index));
  }
  return candidates;
}

bool is_named(const Target& target, const std::string& arn) {
  return std::find(target.resource_arns.begin(), target.resource_arns.end(), arn) !=
         target.resource_arns.end();
}

Arns instance_candidates(const Fis& fis, const Instances& instances, const Target& target) {
  Arns found;
  for (const api::ec2::Instance& instance : instances) {
    std::string arn =
        fis.place().arn("ec2", fmt::format("instance/{}", instance.instance_id.value_or("")));
    const bool named =
        target.resource_arns.empty() ? matches(instance, target) : is_named(target, arn);
    if (named && is_of_type(instance, target.resource_type)) found.push_back(std::move(arn));
  }
  return found;
}

/// Of what has no description that filters could look into: roles and subnets.
bool is_chosen(const Target& target, const std::string& arn, const Tags& tags) {
  if (!target.resource_arns.empty()) return is_named(target, arn);
  return target.filters.empty() && has_tags(tags, target.resource_tags);
}

Arns role_candidates(const Fis& fis, const Target& target) {
  Arns found;
  for (Role& role : fis.roles()) {
    if (is_chosen(target, role.arn, role.tags)) found.push_back(std::move(role.arn));
  }
  return found;
}

Arns subnet_candidates(Fis& fis, const Target& target) {
  Arns found;
  ec2::Catalogue& known = fis.ec2().catalogue();
  for (const ec2::Subnet& subnet : known.subnets()) {
    std::string arn = fis.place().arn("ec2", "subnet/" + subnet.id);
    if (is_chosen(target, arn, known.tags(subnet.id))) found.push_back(std::move(arn));
  }
  return found;
}

Result<Arns, Failure> candidates(Fis& fis, const Instances& instances, const std::string& name,
                                 const Target& target) {
  Arns found = target.resource_type == role_resource ? role_candidates(fis, target)
               : target.resource_type == subnet_resource
                   ? subnet_candidates(fis, target)
                   : instance_candidates(fis, instances, target);
  // DEVIATION: AWS says that an ARN which does not resolve makes an InvalidTarget, not in which
  // words when others do resolve. Naming it beats a drill of half of what was asked for.
  for (const std::string& arn : target.resource_arns) {
    if (!found.empty() && std::find(found.begin(), found.end(), arn) == found.end()) {
      return refuse(Failure{.code = "InvalidTarget",
                            .location = name,
                            .reason = fmt::format("Target {} could not be resolved", arn)});
    }
  }
  return found;
}

}  // namespace

std::size_t Selection::of(std::size_t candidates) const {
  switch (mode) {
    case Mode::All:
      return candidates;
    case Mode::Count:
      return std::min(number, candidates);
    case Mode::Percent:
      return candidates * number / 100;
  }
  return candidates;
}

std::optional<Selection> parse_selection(std::string_view text) {
  if (text == "ALL") return Selection{};
  Selection selection;
  if (text.starts_with("COUNT(")) {
    selection.mode = Selection::Mode::Count;
    text.remove_prefix(6);
  } else if (text.starts_with("PERCENT(")) {
    selection.mode = Selection::Mode::Percent;
    text.remove_prefix(8);
  } else {
    return {};
  }
  if (!text.ends_with(')')) return {};
  text.remove_suffix(1);
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), selection.number);
  if (error != std::errc{} || end != text.data() + text.size() || selection.number == 0) return {};
  if (selection.mode == Selection::Mode::Percent && selection.number > 100) return {};
  return selection;
}

Result<std::map<std::string, Arns>, Failure> resolve_targets(Fis& fis,
                                                             const Definition& definition) {
  const Instances instances = describe_instances(fis.ec2());
  std::map<std::string, Arns> resolved;
  for (const auto& [name, target] : definition.targets) {
    Arns found = TRY(candidates(fis, instances, name, target));
    const auto selection = parse_selection(target.selection_mode);
    ASSERT(selection.has_value());
    const std::size_t count = selection->of(found.size());
    if (count == 0 && !definition.skip_empty_targets) {
      // "Regardless of which selection mode you use, if the scope that you specify identifies no
      // resources, the experiment fails."
      return refuse(
          Failure{.code = "InvalidTarget", .location = name, .reason = std::string{nothing_found}});
    }
    resolved[name] = choose(std::move(found), count, fis.random());
  }
  return resolved;
}

std::vector<std::string> unmatchable_filters(const Definition& definition) {
  std::vector<std::string> found;
  for (const auto& [name, target] : definition.targets) {
    for (const Filter& filter : target.filters) {
      if (target.resource_type != role_resource && target.resource_type != subnet_resource &&
          has_path(shape::shape_of<api::ec2::Instance>(), filter.path))
        continue;
      found.push_back(fmt::format("{}: {}", name, filter.path));
    }
  }
  return found;
}

void warn_of_unmatchable_filters(const Definition& definition) {
  for (const std::string& filter : unmatchable_filters(definition)) {
    log::warning("no resource has what an FIS target filters by, so that it matches none ({})",
                 filter);
  }
}

std::string name_in_arn(std::string_view arn) {
  return std::string{arn.substr(arn.rfind('/') + 1)};
}

}  // namespace spotdrill::fis
