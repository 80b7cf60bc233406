#include "services/ec2/catalogue_errors.hpp"
#include "services/ec2/errors.hpp"
#include "services/ec2/iam_association.hpp"
#include "services/ec2/instance_operations.hpp"

namespace spotdrill::ec2 {

/// Gives an instance that has none an instance profile; the metadata service has its role's
/// credentials at once.
/// Errors: InvalidInstanceID.NotFound and .Malformed, IncorrectState, InvalidParameterValue.
/// Source: EC2 API Reference, AssociateIamInstanceProfile.
Result<api::ec2::AssociateIamInstanceProfileResult> associate_iam_instance_profile(
    Ec2& ec2, const api::ec2::AssociateIamInstanceProfileRequest& request) {
  TRY(ec2.find_all({request.instance_id}));
  const Instance& instance = *ec2.find_instance(request.instance_id);
  if (instance.state == InstanceState::ShuttingDown ||
      instance.state == InstanceState::Terminated) {
    return refuse(errors::not_modifiable(instance.id, name(instance.state)));
  }
  if (instance.iam_profile) return refuse(errors::profile_already_associated(instance.id));
  TRY(associate(ec2, instance.id, request.iam_instance_profile));
  api::ec2::AssociateIamInstanceProfileResult result;
  result.iam_instance_profile_association = render_association(instance, "associating");
  return result;
}

}  // namespace spotdrill::ec2
