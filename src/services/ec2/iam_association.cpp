#include "services/ec2/iam_association.hpp"

#include "services/ec2/errors.hpp"
#include "services/ec2/read_plan.hpp"

namespace spotdrill::ec2 {

const Instance* find_association(const Ec2& ec2, std::string_view association_id) {
  if (association_id.empty()) return nullptr;
  for (const auto& [id, instance] : ec2.instances()) {
    if (instance.state == InstanceState::Terminated) continue;
    if (instance.iam_profile && instance.iam_association_id == association_id) return &instance;
  }
  return nullptr;
}

Result<void> associate(Ec2& ec2, const std::string& instance_id,
                       const api::ec2::IamInstanceProfileSpecification& specification) {
  if (!specification.name && !specification.arn) {
    return refuse(errors::missing_parameter("iamInstanceProfile"));
  }
  auto profile = TRY(read_profile(ec2, specification));
  Instance& instance = ec2.edit_instance(instance_id);
  instance.iam_profile = std::move(profile);
  instance.iam_association_id = ec2.world().ids.resource("iip-assoc-");
  instance.iam_associated_at = ec2.whole_second();
  ec2.record(instance_id, "instance-profile-changed", {{"arn", instance.iam_profile->arn}});
  return {};
}

api::ec2::IamInstanceProfileAssociation render_association(const Instance& instance,
                                                           std::string_view state) {
  api::ec2::IamInstanceProfileAssociation shown;
  shown.association_id = instance.iam_association_id;
  shown.instance_id = instance.id;
  shown.state = state;
  shown.timestamp = instance.iam_associated_at.value_or(instance.first_launch_time);
  if (instance.iam_profile) {
    auto& profile = shown.iam_instance_profile.emplace();
    profile.arn = instance.iam_profile->arn;
    profile.id = instance.iam_profile->id;
  }
  return shown;
}

}  // namespace spotdrill::ec2
