#include "services/ec2/errors.hpp"
#include "services/ec2/iam_association.hpp"
#include "services/ec2/instance_operations.hpp"

namespace spotdrill::ec2 {

/// Gives an instance another instance profile, under another association.
/// Errors: InvalidAssociationID.NotFound, InvalidParameterValue.
/// Source: EC2 API Reference, ReplaceIamInstanceProfileAssociation.
Result<api::ec2::ReplaceIamInstanceProfileAssociationResult>
replace_iam_instance_profile_association(
    Ec2& ec2, const api::ec2::ReplaceIamInstanceProfileAssociationRequest& request) {
  const Instance* known = find_association(ec2, request.association_id);
  if (known == nullptr) return refuse(errors::association_not_found(request.association_id));
  TRY(associate(ec2, known->id, request.iam_instance_profile));
  api::ec2::ReplaceIamInstanceProfileAssociationResult result;
  result.iam_instance_profile_association = render_association(*known, "associating");
  return result;
}

}  // namespace spotdrill::ec2
