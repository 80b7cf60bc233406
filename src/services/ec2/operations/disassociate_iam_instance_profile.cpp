#include "services/ec2/errors.hpp"
#include "services/ec2/iam_association.hpp"
#include "services/ec2/instance_operations.hpp"

namespace spotdrill::ec2 {

/// Takes an instance's profile away. Credentials that it has been given stay good until they
/// expire.
/// Errors: InvalidAssociationID.NotFound.
/// Source: EC2 API Reference, DisassociateIamInstanceProfile.
Result<api::ec2::DisassociateIamInstanceProfileResult> disassociate_iam_instance_profile(
    Ec2& ec2, const api::ec2::DisassociateIamInstanceProfileRequest& request) {
  const Instance* known = find_association(ec2, request.association_id);
  if (known == nullptr) return refuse(errors::association_not_found(request.association_id));
  api::ec2::DisassociateIamInstanceProfileResult result;
  result.iam_instance_profile_association = render_association(*known, "disassociating");
  Instance& instance = ec2.edit_instance(known->id);
  instance.iam_profile.reset();
  instance.iam_association_id.clear();
  ec2.record(instance.id, "instance-profile-changed", {{"arn", nullptr}});
  return result;
}

}  // namespace spotdrill::ec2
