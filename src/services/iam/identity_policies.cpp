// Managed policies: where they are kept and which can be attached. Nothing evaluates them.
#include <algorithm>

#include "services/iam/errors.hpp"
#include "services/iam/identity.hpp"

namespace spotdrill::iam {
namespace {

constexpr std::string_view aws_policy_prefix = "arn:aws:iam::aws:policy/";

}  // namespace

std::string Identity::policy_arn(std::string_view path, std::string_view name) const {
  return "arn:aws:iam::" + settings_.account + ":policy" + std::string{path} + std::string{name};
}

ManagedPolicy& Identity::put_policy(ManagedPolicy policy) {
  policy.id = unique_id("ANPA");
  policy.arn = policy_arn(policy.path, policy.name);
  policy.created = std::chrono::floor<std::chrono::seconds>(now());
  policy.updated = policy.created;
  std::string under = policy.arn;
  return policies_.put(std::move(under), std::move(policy));
}

std::vector<const ManagedPolicy*> Identity::policies() const {
  std::vector<const ManagedPolicy*> all;
  for (const auto& [arn, policy] : policies_.all()) all.push_back(&policy);
  return all;
}

std::int32_t Identity::attachments(std::string_view arn) const {
  return static_cast<std::int32_t>(std::ranges::count_if(roles_.all(), [&](const auto& entry) {
    const std::vector<std::string>& attached = entry.second.attached;
    return std::ranges::find(attached, arn) != attached.end();
  }));
}

// DEVIATION: AWS's own policies are not here: every ARN of their form names one, whose document is
// unknown. Nothing evaluates policies, so that none is missed.
Result<ManagedPolicy> Identity::attachable(const std::string& arn) const {
  if (const ManagedPolicy* policy = find_policy(arn)) return *policy;
  if (!arn.starts_with("arn:")) return invalid_policy_arn(arn);
  if (!arn.starts_with(aws_policy_prefix)) return policy_not_attachable(arn);
  const std::size_t slash = arn.rfind('/');
  ManagedPolicy policy;
  policy.arn = arn;
  policy.name = arn.substr(slash + 1);
  policy.path = arn.substr(aws_policy_prefix.size() - 1, slash + 2 - aws_policy_prefix.size());
  policy.default_version = "v1";
  if (policy.name.empty()) return policy_not_attachable(arn);
  return policy;
}

}  // namespace spotdrill::iam
